package dev.suture.upatch.watch;

import dev.suture.nativebridge.Precedence;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs what a watch has to do, in the order in which it came, and knows what is not done yet. */
final class WorkInHand implements AutoCloseable {
    private static final int LATE_THREADS = 16;
    private static final long IDLE_SECONDS = 10;

    /** For processes that stand still: as many at a time as there are processors, and as one waits for another thread. */
    private final ThreadPoolExecutor urgent;
    /** For processes that run: this may wait for them. */
    private final ThreadPoolExecutor patient;

    private final ScheduledExecutorService clock;
    private final Set<CompletableFuture<?>> unfinished = ConcurrentHashMap.newKeySet();

    WorkInHand(String name) {
        // Their queue has no lock: whoever waits for one that has lost its processor to starting processes would keep these
        // going. They go before other threads: to patch a process takes some dozen turns with the thread that traces it, in each of
        // which they would wait for a processor on a busy machine, and the process with them.
        urgent = threads(Runtime.getRuntime().availableProcessors() + 1, new LinkedTransferQueue<>(), work -> {
            new Precedence().take();
            work.run();
        }, name);
        // None is started while processes wait: a new thread would have to wait for a processor behind them.
        urgent.prestartAllCoreThreads();
        patient = threads(LATE_THREADS, new LinkedBlockingQueue<>(), Runnable::run, name + " (late)");
        patient.allowCoreThreadTimeOut(true);
        clock = Executors.newSingleThreadScheduledExecutor(work -> Threads.daemon(work, name + " (clock)"));
    }

    /** @param run runs what a thread does for as long as it lives */
    private static ThreadPoolExecutor threads(
            int count, BlockingQueue<Runnable> queue, Consumer<Runnable> run, String name) {
        return new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                queue,
                work -> Threads.daemon(() -> run.accept(work), name));
    }

    /** A piece of work. */
    @FunctionalInterface
    interface Task {
        /** Does it; empty if it is finished then. */
        Optional<Again> run();
    }

    /** That a piece of work is to be gone on with after a while. */
    record Again(Duration delay, Task task) {}

    /** Runs it soon; it must not wait for long. */
    void runUrgent(Task task) {
        run(task, urgent);
    }

    void run(Task task) {
        run(task, patient);
    }

    private void run(Task task, ThreadPoolExecutor threads) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        unfinished.add(done);
        threads.execute(() -> run(task, done));
    }

    private void run(Task task, CompletableFuture<Void> done) {
        Optional<Again> again = Optional.empty();
        try {
            again = task.run();
        } finally {
            again.ifPresentOrElse(next -> runLater(next, done), () -> {
                unfinished.remove(done);
                done.complete(null);
            });
        }
    }

    private void runLater(Again next, CompletableFuture<Void> done) {
        clock.schedule(
                () -> patient.execute(() -> run(next.task(), done)),
                next.delay().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Calls it again and again; must be short. */
    void every(Duration period, Runnable call) {
        clock.scheduleWithFixedDelay(call, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns when everything that is unfinished now is done. */
    void settle() {
        CompletableFuture.allOf(unfinished.toArray(CompletableFuture[]::new)).join();
    }

    @Override
    public void close() {
        settle();
        clock.shutdown();
        urgent.shutdown();
        patient.shutdown();
    }
}
