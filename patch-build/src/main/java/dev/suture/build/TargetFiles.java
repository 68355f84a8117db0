package dev.suture.build;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.source.TargetFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which debug file belongs to which target: the one of its build-id; with one of each there is no choice. */
public final class TargetFiles {
    private final List<Path> debugFiles;

    public TargetFiles(List<Path> debugFiles) {
        this.debugFiles = debugFiles;
    }

    public List<TargetFile> of(List<Path> targets) {
        if (targets.size() == 1 && debugFiles.size() == 1) {
            // Should it be another build's, the builder says so.
            return List.of(new TargetFile(targets.getFirst(), Optional.of(debugFiles.getFirst())));
        }
        return targets.stream().map(t -> new TargetFile(t, debugFileOf(t))).toList();
    }

    private Optional<Path> debugFileOf(Path target) {
        Optional<String> id = buildId(target);
        return id.isEmpty()
                ? Optional.empty()
                : debugFiles.stream().filter(d -> buildId(d).equals(id)).findFirst();
    }

    private static Optional<String> buildId(Path file) {
        try {
            return ElfFile.open(file).buildId();
        } catch (ElfFormatException | UncheckedIOException e) {
            // The builder reads it again, and says what is wrong with it.
            return Optional.empty();
        }
    }
}
