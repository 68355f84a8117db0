package dev.suture.source;

import dev.suture.elf.ElfFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Looks for the programs and libraries that a source patch may be for. */
public final class TargetSearch {
    /** So many are more than anybody chooses from. */
    private static final int MOST = 200;

    private static final List<Path> PROGRAM_FOLDERS = Stream.of(
                    "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin")
            .map(Path::of)
            .toList();

    private TargetSearch() {}

    /**
     * A program or library.
     *
     * @param file where it is
     * @param where how it was found
     * @param buildId empty if it has none, and so cannot be patched
     * @param symbols whether it has symbols of its own; else its debug file is needed
     */
    public record Candidate(Path file, Found where, Optional<String> buildId, boolean symbols) {}

    /** How a candidate was found. */
    public enum Found {
        /** Processes run it. */
        RUNNING,
        /** A package has installed it. */
        INSTALLED,
        /** It lies in the source tree. */
        IN_TREE
    }

    /**
     * Those that lie in a tree, and those of their names, or of the tree's, that run or are installed.
     *
     * @param cancelled whether nobody wants to know any more
     */
    public static List<Candidate> ofTree(Path tree, BooleanSupplier cancelled) throws IOException {
        List<Path> own = inTree(tree, cancelled);
        Set<String> names = new LinkedHashSet<>();
        own.forEach(f -> names.add(f.getFileName().toString()));
        // redis-7.0.15 is the source of redis-server, too; a name of few letters would fit too much.
        String stem = tree.toAbsolutePath().normalize().getFileName().toString().replaceFirst("[-_]v?[0-9].*$", "");
        List<Candidate> found = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        for (Path program : running()) {
            if (program.startsWith(tree.toRealPath()) || isNamed(program, names, stem)) {
                add(program, Found.RUNNING, seen, found);
            }
        }
        for (Path folder : PROGRAM_FOLDERS) {
            if (!cancelled.getAsBoolean() && Files.isDirectory(folder)) {
                try (Stream<Path> programs = Files.list(folder)) {
                    programs.filter(p -> isNamed(p, names, stem)).forEach(p -> add(p, Found.INSTALLED, seen, found));
                }
            }
        }
        own.forEach(f -> add(f, Found.IN_TREE, seen, found));
        return found.stream().limit(MOST).toList();
    }

    /** What is installed of a Debian package, by its name or that of its source. */
    public static List<Candidate> ofDebian(String name) throws IOException {
        List<Candidate> found = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        InstalledPackages.of(name).elfFiles().forEach(t -> add(t.elf(), Found.INSTALLED, seen, found));
        return found.stream().limit(MOST).toList();
    }

    /** What is known of one file; empty if it is no program or library. */
    public static Optional<Candidate> of(Path file, Found where) {
        return ElfKind.linked(file).map(elf -> new Candidate(file, where, elf.buildId(), hasSymbols(elf)));
    }

    private static boolean hasSymbols(ElfFile elf) {
        return elf.sections().stream().anyMatch(s -> s.name().equals(".symtab"));
    }

    private static void add(Path file, Found where, Set<Path> seen, List<Candidate> found) {
        try {
            if (seen.add(file.toRealPath())) {
                of(file, where).ifPresent(found::add);
            }
        } catch (IOException e) {
            // It has gone meanwhile, and is nobody's candidate any more.
        }
    }

    private static boolean isNamed(Path program, Set<String> names, String stem) {
        String name = program.getFileName().toString();
        return names.contains(name) || name.equals(stem) || stem.length() > 2 && name.startsWith(stem + "-");
    }

    private static List<Path> inTree(Path tree, BooleanSupplier cancelled) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return cancelled.getAsBoolean() || folder.endsWith(".git")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean perhaps = attributes.isRegularFile()
                        && (Files.isExecutable(file)
                                || file.getFileName().toString().contains(".so"));
                if (perhaps && ElfKind.linked(file).isPresent()) {
                    found.add(file);
                }
                return found.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // What may not be read is no candidate.
            }
        });
        return found;
    }

    private static List<Path> running() {
        return ProcessHandle.allProcesses()
                .flatMap(p -> p.info().command().stream())
                .distinct()
                .map(Path::of)
                .toList();
    }
}
