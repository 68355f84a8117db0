package dev.suture.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A private folder that is gone when it is closed. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    /** @throws dev.suture.plugin.PatchException if none can be made */
    public TemporaryFolder() {
        try {
            this.path = Files.createTempDirectory("suture-package-"); // Only its owner may enter it.
        } catch (IOException e) {
            throw Outputs.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        delete(path);
    }

    /** Deletes a folder with all that is in it; what cannot be deleted stays. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(TemporaryFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} could not be deleted: {1}", folder, e.getMessage());
        }
    }
}
