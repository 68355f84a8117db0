package dev.suture.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets Ctrl-C, and any other polite end of the program, wait for work that must not be cut off: a process left stopped
 * or half patched would be worse than a slow end.
 */
final class Cancellation {
    /** Longer than a driver waits for a busy function by default, and than the demonstration's service takes to end. */
    private static final long PATIENCE_SECONDS = 10;

    private final AtomicBoolean requested = new AtomicBoolean();
    /** What to say if what is under way does not end in time; empty while it is harmless. */
    private final AtomicReference<Optional<String>> delicate = new AtomicReference<>(Optional.empty());

    private final CountDownLatch ended = new CountDownLatch(1);

    /** Has the end of the program wait for {@link #ended()} where something delicate is under way. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::request, "cancellation"));
    }

    /** Asks what runs to stop, and waits for it if it is delicate. */
    void request() {
        requested.set(true);
        Optional<String> late = delicate.get();
        if (late.isEmpty()) {
            return;
        }
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("suture: " + late.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean requested() {
        return requested.get();
    }

    /** From here on the program waits for {@link #ended()} before it goes: processes are changed. */
    void delicate() {
        delicate("The change did not end in time; see `suture status` for what it left.");
    }

    /** @param late what to say if it does not end in time */
    void delicate(String late) {
        delicate.set(Optional.of(late));
    }

    /** The command has run to its end, messages included. */
    void ended() {
        ended.countDown();
    }
}
