package dev.suture.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What becomes of the files of a package that is read. */
sealed interface Keep {
    OutputStream open(String path) throws IOException;

    /** They are looked at only. */
    record Nothing() implements Keep {
        @Override
        public OutputStream open(String path) {
            return OutputStream.nullOutputStream();
        }
    }

    /** @param root where they are written */
    record Folder(Path root) implements Keep {
        @Override
        public OutputStream open(String path) throws IOException {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }
}
