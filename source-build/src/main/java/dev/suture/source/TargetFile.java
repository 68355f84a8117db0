package dev.suture.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An ELF that processes run.
 *
 * @param elf where it is
 * @param debugFile a file with its symbols, where it is stripped
 * @param installed where it lies for those who run it; empty for what a build linked in its own folder
 */
public record TargetFile(Path elf, Optional<Path> debugFile, Optional<Path> installed) {
    /** One that lies where it is run. */
    public TargetFile(Path elf, Optional<Path> debugFile) {
        this(elf, debugFile, Optional.of(elf.toAbsolutePath().normalize()));
    }

    String name() {
        return elf.getFileName().toString();
    }
}
