package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.source.trace.Compilation;
import dev.suture.source.trace.CompilerArguments;
import dev.suture.source.trace.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Finds the objects that a build compiled: those it kept, and, made once more by the same command, those that it only made
 * on the way to a program that is still there.
 */
final class ObjectCollector {
    private final Path tree;
    private final Path madeAgain;
    private final TracedTree traced;
    private final int jobs;

    /**
     * @param tree the tree that was built
     * @param madeAgain where objects go that the build did not keep
     * @param traced compiles again
     * @param jobs how many compilers may run at once
     */
    ObjectCollector(Path tree, Path madeAgain, TracedTree traced, int jobs) {
        this.tree = tree;
        this.madeAgain = madeAgain;
        this.traced = traced;
        this.jobs = jobs;
    }

    /**
     * The objects by name.
     *
     * @param calls what was recorded; of several that make the same object the last counts
     * @param alive marks found in the files that the build linked
     */
    Map<String, BuiltObject> collect(List<Compilation> calls, Set<String> alive) throws IOException {
        Map<String, BuiltObject> objects = new LinkedHashMap<>();
        List<Compilation> lost = new ArrayList<>();
        for (Compilation call : Recording.lastCompilations(calls)) {
            List<Path> made = isRepeated(call) ? List.of() : call.expanded().objectsMade(call.directory());
            if (!made.isEmpty() && made.stream().allMatch(Files::isRegularFile)) {
                made.stream()
                        .filter(f -> ElfKind.object(f).isPresent())
                        .map(f -> new BuiltObject(name(f), f, call.mark(), call))
                        .forEach(o -> objects.put(o.name(), o));
            } else if (!isRepeated(call) && alive.contains(call.mark())) {
                lost.add(call);
            }
        }
        objects.putAll(again(lost));
        return objects;
    }

    /** Compilations whose mark belongs to a file made here are repetitions, not the build's own. */
    private boolean isRepeated(Compilation call) {
        return call.arguments().stream().anyMatch(a -> a.startsWith(madeAgain + "/"));
    }

    /** Makes the objects of these compilations again, by name; what is gone with its folder or source, as what a configure script tried, is left out. */
    Map<String, BuiltObject> again(List<Compilation> calls) throws IOException {
        Map<String, BuiltObject> objects = new LinkedHashMap<>();
        List<Future<Optional<BuiltObject>>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            for (Compilation call : calls) {
                CompilerArguments arguments = call.expanded();
                if (!Files.isDirectory(call.directory())) {
                    continue;
                }
                for (Path source : arguments.sources()) {
                    if (Files.isRegularFile(call.directory().resolve(source))) {
                        running.add(pool.submit(() -> again(call, arguments, source)));
                    }
                }
            }
            for (Future<Optional<BuiltObject>> one : running) {
                result(one).ifPresent(o -> objects.put(o.name(), o));
            }
        }
        return objects;
    }

    private static Optional<BuiltObject> result(Future<Optional<BuiltObject>> one) throws IOException {
        try {
            return one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw dev.suture.source.trace.BuildProcess.cancelled();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case PatchException cause -> throw cause;
                case IOException cause -> throw cause;
                case UncheckedIOException cause -> throw cause.getCause();
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** The names of the objects that a compilation makes. */
    List<String> names(Compilation call) {
        CompilerArguments arguments = call.expanded();
        return arguments.sources().stream().map(s -> name(call, arguments, s)).toList();
    }

    private String name(Compilation call, CompilerArguments arguments, Path source) {
        return name(
                arguments.onlyCompiles() && arguments.output().isPresent()
                        ? call.directory().resolve(arguments.output().get())
                        : call.directory().resolve(objectName(source, arguments)));
    }

    private Optional<BuiltObject> again(Compilation call, CompilerArguments arguments, Path source) throws IOException {
        String name = name(call, arguments, source);
        Path file = madeAgain.resolve(name);
        Files.createDirectories(file.getParent());
        traced.repeat(call, arguments.compilingOnly(source, file), "compilation of " + source);
        return Optional.of(new BuiltObject(name, file, call.mark(), call));
    }

    /** Beside each other when a program is made from several sources; as the compiler names it otherwise. */
    private static Path objectName(Path source, CompilerArguments arguments) {
        return arguments.onlyCompiles()
                ? CompilerArguments.objectName(source)
                : Path.of(arguments.output().map(o -> o + "-").orElse("") + CompilerArguments.objectName(source));
    }

    /** Objects are paired by it, so it says nothing of the place of the tree, and never leads out of a folder. */
    private String name(Path file) {
        Path normal = file.normalize();
        String name = normal.startsWith(tree) ? tree.relativize(normal).toString() : "outside" + normal;
        return name.endsWith(".o") ? name : name + ".o";
    }
}
