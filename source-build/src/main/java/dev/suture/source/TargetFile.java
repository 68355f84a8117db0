package dev.suture.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An ELF that processes run.
 *
 * @param elf where it is; a bare name that is no file is one of what the build links
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

    boolean isFile() {
        return Files.isRegularFile(elf);
    }

    boolean isBareName() {
        return elf.getParent() == null;
    }
}
