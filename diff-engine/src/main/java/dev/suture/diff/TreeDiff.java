package dev.suture.diff;

import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.ElfFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares two object files, or two build folders whose object files pair by their path below the folder. */
public final class TreeDiff {
    private final DiffEngine engine;

    public TreeDiff(DiffEngine engine) {
        this.engine = engine;
    }

    /**
     * Pairs that are equal byte for byte are not opened. All cores are used.
     *
     * @throws DiffException if a path does not exist, one is a file and the other a folder, or there is no object file
     * @throws dev.suture.elf.ElfFormatException if an object is malformed
     * @throws UncheckedIOException if an object cannot be read
     * @throws CancellationException if the progress asked for it
     */
    public DiffReport compare(Path base, Path patched, DiffProgress progress) {
        long start = System.nanoTime();
        List<Pair> pairs = pairs(base, patched);
        List<Optional<ObjectDiff>> results = compareAll(pairs, progress);
        List<ObjectDiff> objects = results.stream().flatMap(Optional::stream).toList();
        return new DiffReport(
                base.toString(),
                patched.toString(),
                objects,
                pairs.size() - objects.size(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** One object by name; a side is absent where its folder does not have it. */
    private record Pair(String name, Optional<Path> base, Optional<Path> patched) {}

    private static List<Pair> pairs(Path base, Path patched) {
        for (Path path : List.of(base, patched)) {
            if (!Files.exists(path)) {
                throw new DiffException("%s does not exist; give an object file or a build folder.".formatted(path));
            }
        }
        if (Files.isDirectory(base) != Files.isDirectory(patched)) {
            throw new DiffException(
                    "%s and %s cannot be paired: one is a folder and the other a file.".formatted(base, patched));
        }
        if (!Files.isDirectory(base)) {
            return List.of(new Pair(base.getFileName().toString(), Optional.of(base), Optional.of(patched)));
        }
        Set<Path> baseObjects = objectsBelow(base);
        Set<Path> patchedObjects = objectsBelow(patched);
        Set<Path> all = new TreeSet<>(baseObjects);
        all.addAll(patchedObjects);
        if (all.isEmpty()) {
            throw new DiffException("Neither %s nor %s holds an object file (*.o); build both with their objects kept."
                    .formatted(base, patched));
        }
        return all.stream()
                .map(p -> new Pair(
                        p.toString(),
                        Optional.of(p).filter(baseObjects::contains).map(base::resolve),
                        Optional.of(p).filter(patchedObjects::contains).map(patched::resolve)))
                .toList();
    }

    private static Set<Path> objectsBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(p -> p.getFileName().toString().endsWith(".o"))
                    .filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            throw new DiffException("%s cannot be searched for object files: %s".formatted(folder, e.getMessage()));
        }
    }

    private List<Optional<ObjectDiff>> compareAll(List<Pair> pairs, DiffProgress progress) {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService pool =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Optional<ObjectDiff>>> futures = new ArrayList<>();
            for (Pair pair : pairs) {
                futures.add(pool.submit(() -> {
                    if (progress.cancelled()) {
                        throw new CancellationException("the comparison was cancelled");
                    }
                    Optional<ObjectDiff> result = compare(pair);
                    progress.done(done.incrementAndGet(), pairs.size());
                    return result;
                }));
            }
            return futures.stream().map(TreeDiff::result).toList();
        }
    }

    private static Optional<ObjectDiff> result(Future<Optional<ObjectDiff>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the comparison was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Optional<ObjectDiff> compare(Pair pair) {
        if (pair.base().isEmpty()) {
            return pair.patched().map(p -> engine.added(pair.name(), ElfFile.open(p)));
        }
        if (pair.patched().isEmpty()) {
            return pair.base().map(b -> engine.deleted(pair.name(), ElfFile.open(b)));
        }
        Path base = pair.base().get();
        Path patched = pair.patched().get();
        if (areEqual(base, patched)) {
            return Optional.empty();
        }
        return Optional.of(engine.compare(pair.name(), ElfFile.open(base), ElfFile.open(patched)));
    }

    private static boolean areEqual(Path base, Path patched) {
        try {
            return Files.mismatch(base, patched) == -1;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s or %s: %s".formatted(base, patched, e.getMessage()), e);
        }
    }
}
