package dev.suture.pack;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Files and folders that appear under their name when they are whole: rename(2) is atomic. */
final class Outputs {
    private Outputs() {}

    /** Writes a file from its first byte; it does not exist yet. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** Puts a new file in the place of {@code output}, readable as the user's mask has it. */
    static void file(Path output, Content content) {
        try {
            Path folder = Files.createDirectories(output.toAbsolutePath().getParent());
            // In a folder of its own, so that the file itself gets the rights that the user's mask gives.
            Path staging = Files.createTempDirectory(folder, ".suture-");
            try {
                Path file = staging.resolve(output.getFileName());
                content.writeTo(file);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    channel.force(true);
                }
                Files.move(file, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                TemporaryFolder.delete(staging);
            }
        } catch (IOException e) {
            throw unwritable(output, e);
        }
    }

    /** Fills a new folder beside {@code output} and gives it that name, which is free or that of an empty folder. */
    static void folder(Path output, Consumer<Path> content) {
        try {
            requireFree(output);
            Path parent = Files.createDirectories(output.toAbsolutePath().getParent());
            Path temporary = Files.createTempDirectory(parent, ".suture-");
            try {
                content.accept(temporary);
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(temporary, output, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                if (Files.exists(temporary)) {
                    TemporaryFolder.delete(temporary);
                }
            }
        } catch (IOException e) {
            throw unwritable(output, e);
        }
    }

    private static void requireFree(Path output) throws IOException {
        if (!Files.isDirectory(output) && Files.notExists(output)) {
            return;
        }
        if (Files.isDirectory(output)) {
            try (Stream<Path> files = Files.list(output)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw PackageFault.trouble(
                "output-exists",
                "The package cannot be written to %s: it exists and is no empty folder.".formatted(output),
                "Choose another name, or delete it; for an archive let the name end in %s."
                        .formatted(PackageWriter.ARCHIVE_SUFFIX));
    }

    static PatchException unwritable(Path output, IOException cause) {
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "output-unwritable",
                "The package cannot be written to %s: %s.".formatted(output, Reason.of(cause)),
                "Choose a folder that can be written to and has room.",
                cause);
    }
}
