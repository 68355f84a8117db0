package dev.suture.agent.server;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Work that somebody waits for. Cancelling it takes it away if it has not begun; work that has begun is asked to stop where it
 * leaves nothing half done, and tells then what became of it: a cancelled task is complete only once it has ended.
 */
final class Task<R> extends CompletableFuture<R> implements Runnable {
    private enum Phase {
        WAITING,
        RUNNING,
        ENDED
    }

    private final String what;
    private final Function<Progress, R> body;
    private final Progress listener;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile boolean cancelled;
    private volatile long began;

    /**
     * @param what it is, in a few words
     * @param listener hears how far it is
     */
    Task(String what, Function<Progress, R> body, Progress listener) {
        this.what = what;
        this.body = body;
        this.listener = listener;
    }

    String what() {
        return what;
    }

    /** For how long it has been running; zero if it is not. */
    Duration runs() {
        return phase.get() == Phase.RUNNING ? Duration.ofNanos(System.nanoTime() - began) : Duration.ZERO;
    }

    /** Says that the task has to wait, if it does. */
    void waitsFor(String other) {
        if (phase.get() == Phase.WAITING) {
            listener.step("Waiting for another change to end: " + other);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        cancelled = true;
        if (phase.compareAndSet(Phase.WAITING, Phase.ENDED)) {
            completeExceptionally(new PatchException(
                    Kind.TROUBLE,
                    "cancelled",
                    "The change was cancelled before it began.",
                    "Run it again when it suits."));
        }
        return false;
    }

    @Override
    public void run() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.RUNNING)) {
            return;
        }
        began = System.nanoTime();
        try {
            R result = body.apply(new Cancellable());
            phase.set(Phase.ENDED);
            complete(result);
        } catch (Throwable e) {
            phase.set(Phase.ENDED);
            completeExceptionally(e);
        }
    }

    private final class Cancellable implements Progress {
        @Override
        public void step(String text) {
            listener.step(text);
        }

        @Override
        public void done(long count, long total) {
            listener.done(count, total);
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }
    }
}
