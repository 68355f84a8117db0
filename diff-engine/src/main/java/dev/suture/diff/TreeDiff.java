package dev.suture.diff;

import dev.suture.diff.Pairs.Pair;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Compares two objects, programs, libraries, archives or build folders. */
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
        List<Pair> pairs = Pairs.of(base, patched);
        List<Optional<ObjectDiff>> results = compareAll(pairs, progress);
        List<ObjectDiff> objects = results.stream().flatMap(Optional::stream).toList();
        return new DiffReport(
                base.toString(),
                patched.toString(),
                objects,
                pairs.size() - objects.size(),
                Duration.ofNanos(System.nanoTime() - start));
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
            return pair.patched().map(p -> engine.added(pair.name(), p.open()));
        }
        if (pair.patched().isEmpty()) {
            return pair.base().map(b -> engine.deleted(pair.name(), b.open()));
        }
        Side base = pair.base().get();
        Side patched = pair.patched().get();
        return Side.areEqual(base, patched)
                ? Optional.empty()
                : Optional.of(engine.compare(pair.name(), base.open(), patched.open()));
    }
}
