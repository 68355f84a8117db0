package dev.suture.pack;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
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
            requireFree(output, true);
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

    /**
     * That something can be written under this name: a file may be replaced, a folder only if it is empty.
     *
     * @param folder whether a folder is to be written
     */
    static void requireFree(Path output, boolean folder) throws IOException {
        Path above = output.toAbsolutePath().normalize().getParent();
        while (above != null && Files.notExists(above)) {
            above = above.getParent();
        }
        if (above == null || !Files.isDirectory(above)) {
            throw new NotDirectoryException(String.valueOf(above));
        }
        if (!Files.isWritable(above)) {
            throw new AccessDeniedException(above.toString());
        }
        if (Files.notExists(output) || !folder && Files.isRegularFile(output)) {
            return;
        }
        if (Files.isDirectory(output)) {
            try (Stream<Path> files = Files.list(output)) {
                if (folder && files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw PackageFault.trouble(
                "output-exists",
                "The package cannot be written to %s: it exists and is no %s."
                        .formatted(output, folder ? "empty folder" : "file"),
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
