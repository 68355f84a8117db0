package dev.suture.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An ELF that processes run.
 *
 * @param elf where it is
 * @param debugFile a file with its symbols, where it is stripped
 */
public record TargetFile(Path elf, Optional<Path> debugFile) {
    String name() {
        return elf.getFileName().toString();
    }
}
