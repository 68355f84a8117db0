package dev.suture.cli;

import dev.suture.diff.DiffProgress;
import java.io.PrintWriter;

/** Says on one line of a terminal how far a comparison is; the line is gone when it ends. */
final class ProgressLine implements DiffProgress, AutoCloseable {
    /** Short comparisons draw nothing, long ones not more often than one can read. */
    private static final long INTERVAL_NANOS = 150_000_000;

    /** ECMA-48: to the first column, and erase the line (EL 2). */
    private static final String WIPE = "\r\u001b[2K";

    private final PrintWriter terminal;
    private final Cancellation cancellation;
    private final long interval;
    private long lastDrawn = System.nanoTime();
    private boolean drawn;

    ProgressLine(PrintWriter terminal, Cancellation cancellation) {
        this(terminal, cancellation, INTERVAL_NANOS);
    }

    /** @param interval the shortest time between two drawings, in nanoseconds */
    ProgressLine(PrintWriter terminal, Cancellation cancellation, long interval) {
        this.terminal = terminal;
        this.cancellation = cancellation;
        this.interval = interval;
    }

    @Override
    public synchronized void done(int count, int total) {
        long now = System.nanoTime();
        if (now - lastDrawn < interval || count == total) {
            return;
        }
        terminal.print("%sComparing objects: %d of %d (%d %%)".formatted(WIPE, count, total, 100L * count / total));
        terminal.flush();
        lastDrawn = now;
        drawn = true;
    }

    @Override
    public boolean cancelled() {
        return cancellation.requested();
    }

    @Override
    public synchronized void close() {
        if (drawn) {
            terminal.print(WIPE);
            terminal.flush();
        }
    }
}
