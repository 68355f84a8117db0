package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    Path folder;

    private String shell(String shell, String script) throws Exception {
        assumeTrue(
                Files.exists(Path.of("/bin", shell)) || Files.exists(Path.of("/usr/bin", shell)),
                "skipped: %s is not installed".formatted(shell));
        CommandRun run = CommandRun.of("completion", shell);
        assertThat(run.exitCode()).isZero();
        Path file = Files.writeString(folder.resolve("completion"), run.out());
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(shell, "-c", script.replace("FILE", file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(log);
    }

    @Test
    void bashCompletesSuture() throws Exception {
        assertThat(shell("bash", "source FILE; complete -p suture"))
                .contains("-F _complete_suture")
                .endsWith(" suture\n");
    }

    @Test
    void bashOffersCommandsAndValues() throws Exception {
        String commands = shell(
                "bash",
                "source FILE; compopt() { :; }; COMP_WORDS=(suture ''); COMP_CWORD=1; _complete_suture; echo ${COMPREPLY[@]}");
        assertThat(commands.split("\\s+")).contains("diff", "elf", "apply", "completion");
        String formats = shell(
                "bash",
                "source FILE; compopt() { :; }; COMP_WORDS=(suture diff --format ''); COMP_CWORD=3; _complete_suture;"
                        + " echo ${COMPREPLY[@]}");
        assertThat(formats.split("\\s+")).containsExactly("text", "json", "html");
    }

    @Test
    void zshCompletesSuture() throws Exception {
        assertThat(shell("zsh", "source FILE; print ${_comps[suture]}")).contains("_complete_suture");
    }

    @Test
    void otherShellsAreNamedAsUnknown() {
        CommandRun run = CommandRun.of("completion", "fish");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("fish").containsIgnoringCase("bash, zsh");
    }
}
