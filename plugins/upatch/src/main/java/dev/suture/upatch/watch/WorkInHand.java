package dev.suture.upatch.watch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what a watch has to do, in the order in which it came, on a bounded number of threads, and knows what is not done yet. */
final class WorkInHand implements AutoCloseable {
    private static final int THREADS = 64;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService clock;
    private final Set<CompletableFuture<?>> unfinished = ConcurrentHashMap.newKeySet();

    WorkInHand(String name) {
        workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Threads.daemon(work, name));
        workers.allowCoreThreadTimeOut(true);
        clock = Executors.newSingleThreadScheduledExecutor(work -> Threads.daemon(work, name + " (clock)"));
    }

    void run(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        unfinished.add(done);
        workers.execute(() -> finish(work, done));
    }

    /** Runs it after a while; it counts as unfinished from now on. */
    void runLater(Duration delay, Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        unfinished.add(done);
        clock.schedule(() -> workers.execute(() -> finish(work, done)), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void finish(Runnable work, CompletableFuture<Void> done) {
        try {
            work.run();
        } finally {
            unfinished.remove(done);
            done.complete(null);
        }
    }

    /** Calls it after a while unless it is cancelled; must be short. */
    ScheduledFuture<?> alarm(Duration delay, Runnable call) {
        return clock.schedule(call, delay.toMillis(), TimeUnit.MILLISECONDS);
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
        workers.shutdown();
    }
}
