package dev.suture.cli;

import dev.suture.plugin.Progress;
import java.io.PrintWriter;

/** Says what a long build is at: a line for each step, and on a terminal one that counts and is wiped again. */
final class BuildProgress implements Progress, AutoCloseable {
    private static final long INTERVAL_NANOS = 200_000_000;

    /** ECMA-48: to the first column, and erase the line (EL 2). */
    private static final String WIPE = "\r\u001b[2K";

    private final PrintWriter err;
    private final boolean terminal;
    private final Cancellation cancellation;
    private final long start = System.nanoTime();
    private long lastDrawn;
    private boolean drawn;

    BuildProgress(PrintWriter err, boolean terminal, Cancellation cancellation) {
        this.err = err;
        this.terminal = terminal;
        this.cancellation = cancellation;
    }

    @Override
    public synchronized void step(String text) {
        close();
        err.println("[%5.1f s] %s".formatted((System.nanoTime() - start) / 1e9, text));
        err.flush();
    }

    @Override
    public synchronized void done(long count, long total) {
        long now = System.nanoTime();
        if (!terminal || now - lastDrawn < INTERVAL_NANOS) {
            return;
        }
        err.print(WIPE + (total > 0 ? "          %d of %d" : "          %d compiler calls").formatted(count, total));
        err.flush();
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
            err.print(WIPE);
            err.flush();
            drawn = false;
        }
    }
}
