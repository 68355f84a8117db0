package dev.suture.uitests;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** Asks the FX thread for an answer again and again and keeps the longest time it took. */
final class Heartbeat implements AutoCloseable {
    private static final long PERIOD_MILLIS = 5;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private long longest; // of the FX thread
    private boolean waiting; // guarded by this

    Heartbeat() {
        clock.scheduleAtFixedRate(this::beat, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        synchronized (this) {
            if (waiting) {
                return;
            }
            waiting = true;
        }
        long asked = System.nanoTime();
        Platform.runLater(() -> {
            longest = Math.max(longest, System.nanoTime() - asked);
            synchronized (this) {
                waiting = false;
            }
        });
    }

    /** The longest wait since this was last asked, in milliseconds; to be called on the FX thread. */
    double longestMillis() {
        double millis = longest / 1e6;
        longest = 0;
        return millis;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
