package dev.suture.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An ELF that processes run.
 *
 * @param elf where it is; a bare name that is no file is one of what the build links
 * @param debugFile a file with its symbols, where it is stripped
 */
public record TargetFile(Path elf, Optional<Path> debugFile) {
    String name() {
        return elf.getFileName().toString();
    }

    boolean isFile() {
        return Files.isRegularFile(elf);
    }

    boolean isBareName() {
        return elf.getParent() == null;
    }
}
