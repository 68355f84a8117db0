package dev.suture.cli;

import dev.suture.cli.demo.DemoFolder;
import dev.suture.cli.demo.TerminalDemo;
import dev.suture.manager.WindowLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Shows it all on a small service that comes with Suture: builds it, patches it while it runs, and takes the"
                    + " patch out again.",
            "",
            "Opens the window where there is a display; else it runs in the terminal.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything went as it should", "2:trouble, or a check failed"})
final class DemoCommand extends BasicCommand {
    @Option(names = "--terminal", description = "Run in the terminal even where there is a display.")
    private boolean terminal;

    @Option(names = "--keep", description = "Keep the folder it worked in.")
    private boolean keep;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Work in this folder and keep it (default: a new one under the temporary folder).")
    private Optional<Path> work;

    @Override
    int execute() throws IOException {
        try (DemoFolder folder = DemoFolder.of(work, keep)) {
            Optional<WindowLauncher> window = terminal ? Optional.empty() : new Windows(surroundings()).usable();
            if (window.isPresent()) {
                return window.get().open(new WindowLauncher.Request.Demo(folder.path()));
            }
            // Ctrl-C waits until the service is ended and the folder is gone.
            surroundings().cancellation().delicate();
            new TerminalDemo(
                            folder,
                            surroundings().plugins().get(),
                            out(),
                            surroundings().palette(),
                            surroundings().columns(),
                            surroundings().cancellation()::requested)
                    .run();
            return ExitCode.DONE;
        }
    }
}
