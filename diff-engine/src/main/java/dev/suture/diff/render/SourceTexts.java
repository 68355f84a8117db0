package dev.suture.diff.render;

import dev.suture.elf.ElfFile;
import dev.suture.elf.dwarf.SourceLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Source text beside the code made from it, where the sources still are what the object was compiled from: a file that
 * is newer than the object is not read, as its lines may have moved. Not safe for use by several threads.
 */
final class SourceTexts {
    private static final long LARGEST = 16L << 20;

    private final Optional<FileTime> compiled;
    private final Map<String, List<String>> files = new HashMap<>();

    SourceTexts(ElfFile object) {
        this.compiled = modified(object.name());
    }

    /** The text of a line, without its indentation; empty if it cannot be had. */
    Optional<String> text(SourceLine line) {
        List<String> lines = files.computeIfAbsent(line.file(), this::read);
        return line.line() >= 1 && line.line() <= lines.size()
                ? Optional.of(lines.get(line.line() - 1).strip())
                : Optional.empty();
    }

    private List<String> read(String file) {
        Optional<FileTime> written = modified(file);
        if (compiled.isEmpty() || written.isEmpty() || written.get().compareTo(compiled.get()) > 0) {
            return List.of();
        }
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) && Files.size(path) <= LARGEST
                    ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<FileTime> modified(String file) {
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(Files.getLastModifiedTime(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
