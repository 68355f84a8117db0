package dev.suture.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets Ctrl-C, and any other polite end of the program, wait for work that must not be cut off: a process left stopped
 * or half patched would be worse than a slow end.
 */
final class Cancellation {
    /** Longer than a driver waits for a busy function by default, and than the demonstration's service takes to end. */
    private static final long PATIENCE_SECONDS = 10;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean delicate = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Has the end of the program wait for {@link #ended()} where something delicate is under way. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::request, "cancellation"));
    }

    /** Asks what runs to stop, and waits for it if it is delicate. */
    void request() {
        requested.set(true);
        if (!delicate.get()) {
            return;
        }
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("suture: the change did not end in time; see `suture status` for what it left.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean requested() {
        return requested.get();
    }

    /** From here on the program waits for {@link #ended()} before it goes. */
    void delicate() {
        delicate.set(true);
    }

    /** The command has run to its end, messages included. */
    void ended() {
        ended.countDown();
    }
}
