package dev.suture.cli;

import dev.suture.manager.WindowLauncher;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "open",
        description = {"Opens the window on the differences of two object files or build folders.", ""},
        sortOptions = false)
final class OpenCommand extends BasicCommand {
    @Parameters(index = "0", paramLabel = "BASE", description = "Object file or build folder without the change.")
    private Path base;

    @Parameters(index = "1", paramLabel = "PATCHED", description = "The same with the change.")
    private Path patched;

    @Override
    int execute() throws NoSuchFileException {
        for (Path path : List.of(base, patched)) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        return new Windows(surroundings()).required().open(new WindowLauncher.Request.Review(base, patched));
    }
}
