package dev.suture.upatch.build;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts a finished patch in its place. */
final class PatchFiles {
    private PatchFiles() {}

    /** Writes to a temporary file beside the output, syncs it and renames it, so that no half patch is ever there. */
    static void replace(Path output, byte[] bytes) {
        Path folder = output.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, ".suture-", ".tmp");
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer rest = ByteBuffer.wrap(bytes);
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                    channel.force(true);
                }
                Files.move(temporary, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "output-unwritable",
                    "The patch cannot be written to %s: %s".formatted(output, e.getMessage()),
                    "Choose a folder that can be written to and has room.",
                    e);
        }
    }
}
