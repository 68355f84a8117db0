package dev.suture.cli;

import dev.suture.manager.WindowLauncher;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "open",
        description = {
            "Opens the window on the differences of two object files or build folders, or, given one file, on a hot patch or a"
                    + " patch package to be deployed.",
            ""
        },
        sortOptions = false)
final class OpenCommand extends BasicCommand {
    @Parameters(
            index = "0",
            paramLabel = "BASE|PATCH",
            description = "Object file or build folder without the change; or a hot patch, or a package of them.")
    private Path base;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATCHED", description = "The same with the change.")
    private Optional<Path> patched;

    @Override
    int execute() throws NoSuchFileException {
        for (Path path : Stream.concat(Stream.of(base), patched.stream()).toList()) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        WindowLauncher.Request request = patched.<WindowLauncher.Request>map(
                        p -> new WindowLauncher.Request.Review(base, p))
                .orElseGet(() -> new WindowLauncher.Request.Patch(base));
        return new Windows(surroundings()).required().open(request);
    }
}
