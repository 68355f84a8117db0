package dev.suture.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a demonstration works. Closing deletes it if it was made for this run and is not to be kept.
 *
 * @param path the folder, which exists
 * @param kept whether it stays
 */
public record DemoFolder(Path path, boolean kept) implements AutoCloseable {
    /**
     * @param wanted the folder that was asked for; it is made if need be and always stays
     * @param keep whether a new temporary folder stays
     */
    public static DemoFolder of(Optional<Path> wanted, boolean keep) throws IOException {
        return wanted.isPresent()
                ? new DemoFolder(Files.createDirectories(wanted.get().toAbsolutePath()), true)
                : new DemoFolder(Files.createTempDirectory("suture-demo-"), keep);
    }

    @Override
    public void close() throws IOException {
        if (kept || !Files.exists(path)) {
            return;
        }
        List<Path> contents;
        try (Stream<Path> files = Files.walk(path)) {
            contents = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : contents) {
            Files.deleteIfExists(file);
        }
    }
}
