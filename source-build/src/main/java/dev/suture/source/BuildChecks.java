package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.source.trace.CompilerArguments;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must hold of a build for its objects to be of use. */
final class BuildChecks {
    private static final String TRACE_REMEDY =
            "Have the build call its compiler by name (e.g. CC=gcc), name the compiler"
                    + " with --compiler, or run as root with --trace mount, which sees compilers called by absolute path.";
    private static final int SHOWN = 3;

    private BuildChecks() {}

    /** @throws PatchException TROUBLE if no compilation was seen */
    static void compiled(Map<String, BuiltObject> objects, Path tree) throws IOException {
        if (!objects.isEmpty()) {
            return;
        }
        Set<Path> untraced = objectsIn(tree, FileTime.fromMillis(0));
        throw new PatchException(
                PatchException.Kind.TROUBLE,
                untraced.isEmpty() ? "nothing-compiled" : "compiler-not-traced",
                untraced.isEmpty()
                        ? "The build command compiled nothing."
                        : "The build made objects (%s), but its compiler was not seen: it is called by its absolute path."
                                .formatted(some(untraced, tree)),
                untraced.isEmpty()
                        ? "Check that --build-command builds the target, from a tree where nothing is built yet."
                        : TRACE_REMEDY);
    }

    /** @throws PatchException REFUSED if objects are kept in the compiler's intermediate language */
    static void noLinkTimeOptimisation(Collection<BuiltObject> objects) {
        for (BuiltObject object : objects) {
            CompilerArguments arguments = object.compilation().expanded();
            if (arguments.linkTimeOptimisation().isPresent()) {
                throw new PatchException(
                        PatchException.Kind.REFUSED,
                        "lto",
                        "%s is compiled with %s: with link-time optimisation the program's code is only made when it is"
                                        .formatted(
                                                object.name(),
                                                arguments.linkTimeOptimisation().get())
                                + " linked, so no object holds the code that the target runs.",
                        "Build and deploy the target without it (-fno-lto), and patch that; how to switch it off is up"
                                + " to the project.");
            }
        }
    }

    /**
     * Objects that the patched build made anew without its compiler being seen.
     *
     * @param originals the folder that was written when the patches were applied
     * @throws PatchException TROUBLE if there are any that a compiler made
     */
    static void traced(Path tree, Map<String, BuiltObject> seen, Path originals) throws IOException {
        FileTime applied = Files.getLastModifiedTime(originals.resolve("touched"));
        Set<Path> files = seen.values().stream().map(BuiltObject::file).collect(Collectors.toSet());
        Set<Path> unseen = new TreeSet<>();
        for (Path object : objectsIn(tree, applied)) {
            // What an assembler or a partial link made holds no compiler's code of its own that no other object has.
            boolean marked = ElfKind.object(object)
                    .map(e -> !dev.suture.source.trace.ObjectMarks.of(e).isEmpty()
                            || e.comments().isEmpty())
                    .orElse(true);
            if (!files.contains(object) && !marked) {
                unseen.add(object);
            }
        }
        if (!unseen.isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "compiler-not-traced",
                    "The build made %s again with a compiler that was not seen: it is called by its absolute path."
                            .formatted(some(unseen, tree)),
                    TRACE_REMEDY);
        }
    }

    private static String some(Set<Path> files, Path tree) {
        List<String> names = files.stream()
                .limit(SHOWN)
                .map(f -> tree.relativize(f).toString())
                .toList();
        return String.join(", ", names) + (files.size() > SHOWN ? " and %d more".formatted(files.size() - SHOWN) : "");
    }

    private static Set<Path> objectsIn(Path tree, FileTime notBefore) throws IOException {
        Set<Path> objects = new LinkedHashSet<>();
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".o")
                        && attributes.isRegularFile()
                        && attributes.lastModifiedTime().compareTo(notBefore) >= 0
                        && ElfKind.object(file).isPresent()) {
                    objects.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return objects;
    }
}
