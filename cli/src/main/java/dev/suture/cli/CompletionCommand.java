package dev.suture.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = CompletionCommand.NAME,
        description = {
            "Prints what makes a shell complete commands and options of suture.",
            "",
            "bash: put `source <(suture completion bash)` into ~/.bashrc.",
            "zsh: put `source <(suture completion zsh)` into ~/.zshrc.",
            ""
        },
        sortOptions = false)
final class CompletionCommand extends BasicCommand {
    static final String NAME = "completion";

    /** The shells whose completion is known. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private Shell shell;

    @Override
    int execute() {
        String script = AutoComplete.bash("suture", spec().root().commandLine());
        switch (shell) {
            case BASH -> out().print(script);
            // The script defines functions of bash; zsh runs them through its own bashcompinit.
            case ZSH ->
                out().print("autoload -U +X compinit && compinit -u\nautoload -U +X bashcompinit && bashcompinit\n"
                        + script);
        }
        return ExitCode.DONE;
    }
}
