package dev.suture.source;

import dev.suture.source.trace.Compilation;
import dev.suture.source.trace.ObjectMarks;
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

/** Finds the programs and libraries that a build linked, and the marks of the objects in each. */
final class LinkedFiles {
    private final Path tree;

    LinkedFiles(Path tree) {
        this.tree = tree;
    }

    /**
     * Those in the tree, and those outside of it that the recorded calls name as output.
     *
     * @param calls what was recorded
     */
    List<BuildState.Linked> find(List<Compilation> calls) throws IOException {
        Set<Path> candidates = new LinkedHashSet<>();
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (attributes.isRegularFile() && (Files.isExecutable(file) || name.contains(".so"))) {
                    candidates.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        for (Compilation call : calls) {
            if (call.succeeded()) {
                call.expanded()
                        .output()
                        .map(o -> call.directory().resolve(o).normalize())
                        .ifPresent(candidates::add);
            }
        }
        List<BuildState.Linked> linked = new ArrayList<>();
        for (Path file : candidates) {
            ElfKind.linked(file)
                    .map(e -> marks(file, ObjectMarks.of(e), calls))
                    .filter(marks -> !marks.isEmpty())
                    .ifPresent(marks -> linked.add(new BuildState.Linked(name(file), marks)));
        }
        return linked;
    }

    /** A file that was stripped as it was linked has no symbols; then the command that linked it tells. */
    private Set<String> marks(Path file, Set<String> own, List<Compilation> calls) {
        if (!own.isEmpty()) {
            return own;
        }
        Set<String> marks = new LinkedHashSet<>();
        Optional<Compilation> link = calls.stream()
                .filter(c -> c.kind() == Compilation.Kind.LINK && c.succeeded())
                .filter(c -> c.expanded()
                        .output()
                        .map(o -> c.directory().resolve(o).normalize().equals(file))
                        .orElse(false))
                .reduce((_, later) -> later);
        link.ifPresent(l -> {
            for (Path object : l.expanded().objects()) {
                ElfKind.object(l.directory().resolve(object))
                        .map(ObjectMarks::of)
                        .ifPresent(marks::addAll);
            }
        });
        return marks;
    }

    private String name(Path file) {
        return file.startsWith(tree) ? tree.relativize(file).toString() : file.toString();
    }

    /** Those of them that a target may be: by name, and libraries of any version. */
    static List<BuildState.Linked> like(List<BuildState.Linked> linked, String target) {
        List<BuildState.Linked> same = linked.stream()
                .filter(l -> Path.of(l.file()).getFileName().toString().equals(target))
                .toList();
        return !same.isEmpty()
                ? same
                : linked.stream()
                        .filter(l -> target.contains(".so")
                                && stem(Path.of(l.file()).getFileName().toString())
                                        .equals(stem(target)))
                        .toList();
    }

    private static String stem(String name) {
        int so = name.indexOf(".so");
        return so < 0 ? name : name.substring(0, so + 3);
    }
}
