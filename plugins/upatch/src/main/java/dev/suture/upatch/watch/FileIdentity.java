package dev.suture.upatch.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Which file a path names: the kernel watches that one, while the path may come to name another.
 *
 * @param key device and inode
 */
record FileIdentity(Object key) {
    /** Empty if the path names none now. */
    static Optional<FileIdentity> of(Path path) {
        try {
            return Optional.of(new FileIdentity(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
