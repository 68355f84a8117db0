package dev.suture.elf.dwarf;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the file that holds the debugging information of a stripped one, as debuggers do (GDB manual, "Separate Debug
 * Files"): by build-id, then by {@code .gnu_debuglink}.
 */
public final class DebugFiles {
    /** Where distributions put debug files. */
    public static final Path SYSTEM_ROOT = Path.of("/usr/lib/debug");

    private DebugFiles() {}

    /**
     * The separate debug file of {@code file}.
     *
     * @param path where the file itself is; its folder and that folder's {@code .debug} are searched for the link
     * @param roots folders laid out like {@link #SYSTEM_ROOT}
     * @return empty if there is none, or only files that do not match the build-id or the checksum
     */
    public static Optional<ElfFile> find(ElfFile file, Path path, List<Path> roots) {
        try {
            return byBuildId(file, roots).or(() -> byLink(file, path, roots));
        } catch (InvalidPathException e) {
            // A link that is no file name on this system leads nowhere.
            return Optional.empty();
        }
    }

    private static Optional<ElfFile> byBuildId(ElfFile file, List<Path> roots) {
        Optional<String> id = file.buildId().filter(text -> text.length() > 2);
        return id.flatMap(text -> {
            String name = ".build-id/%s/%s.debug".formatted(text.substring(0, 2), text.substring(2));
            List<Path> candidates =
                    roots.stream().map(root -> root.resolve(name)).toList();
            return firstMatch(candidates, found -> found.buildId().equals(id));
        });
    }

    private static Optional<ElfFile> byLink(ElfFile file, Path path, List<Path> roots) {
        return DebugLink.of(file)
                // A name with a path in it would lead out of the folders that may be searched.
                .filter(link -> !link.fileName().isEmpty()
                        && !link.fileName().contains("/")
                        && !link.fileName().equals(".."))
                .flatMap(link -> {
                    Path folder = path.toAbsolutePath().normalize().getParent();
                    List<Path> candidates = new ArrayList<>(
                            List.of(folder.resolve(link.fileName()), folder.resolve(".debug", link.fileName())));
                    roots.forEach(root -> candidates.add(
                            root.resolve(folder.getRoot().relativize(folder).toString())
                                    .resolve(link.fileName())));
                    candidates.removeIf(
                            candidate -> candidate.equals(path.toAbsolutePath().normalize()));
                    return firstMatch(candidates, link::matches);
                });
    }

    /** Files that are missing, unreadable or no ELF files are not the one that is looked for. */
    private static Optional<ElfFile> firstMatch(List<Path> candidates, Predicate<ElfFile> test) {
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate)) {
                try {
                    ElfFile found = ElfFile.open(candidate);
                    if (test.test(found)) {
                        return Optional.of(found);
                    }
                } catch (ElfFormatException | UncheckedIOException e) {
                    continue;
                }
            }
        }
        return Optional.empty();
    }
}
