package dev.suture.diff.render;

import dev.suture.elf.ElfFile;
import dev.suture.elf.dwarf.SourceLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Source text beside the code made from it, where the sources still are what the object was compiled from: a file that
 * is newer than the object is not read, as its lines may have moved. Relative paths, which {@code -ffile-prefix-map}
 * leaves, are looked for below the object's folder and those above it. Not safe for use by several threads.
 */
final class SourceTexts {
    private static final long LARGEST = 16L << 20;

    /** Where the compiler's working directory ends and a path begins that was relative to another one already. */
    private static final String ANEW = "/./";

    private final Optional<FileTime> compiled;
    private final List<Path> folders = new ArrayList<>();
    private final Map<String, List<String>> files = new HashMap<>();

    SourceTexts(ElfFile object) {
        Optional<Path> path = path(object.name()).map(Path::toAbsolutePath).filter(Files::isRegularFile);
        this.compiled = path.flatMap(SourceTexts::modified);
        for (Path at = path.map(Path::getParent).orElse(null); at != null; at = at.getParent()) {
            folders.add(at);
        }
    }

    /** The text of a line, without its indentation; empty if it cannot be had. */
    Optional<String> text(SourceLine line) {
        List<String> lines = files.computeIfAbsent(line.file(), this::read);
        return line.line() >= 1 && line.line() <= lines.size()
                ? Optional.of(lines.get(line.line() - 1).strip())
                : Optional.empty();
    }

    /** All lines of a file as they stand in it; empty if they cannot be had. */
    List<String> all(String file) {
        return files.computeIfAbsent(file, this::read);
    }

    private List<String> read(String file) {
        Optional<Path> source = find(file);
        Optional<FileTime> written = source.flatMap(SourceTexts::modified);
        if (compiled.isEmpty() || written.isEmpty() || written.get().compareTo(compiled.get()) > 0) {
            return List.of();
        }
        try {
            return Files.size(source.get()) <= LARGEST
                    ? new String(Files.readAllBytes(source.get()), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Optional<Path> find(String file) {
        String anew = file.substring(Math.max(0, file.lastIndexOf(ANEW) + 1));
        return Stream.of(file, anew)
                .distinct()
                .flatMap(name -> path(name).stream())
                .flatMap(path ->
                        path.isAbsolute() ? Stream.of(path) : folders.stream().map(f -> f.resolve(path)))
                .map(Path::normalize)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> path(String file) {
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<FileTime> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
