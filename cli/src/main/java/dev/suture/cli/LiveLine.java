package dev.suture.cli;

import java.io.PrintWriter;

/** A line of a terminal that is drawn over itself, and gone when the work it tells of ends. */
final class LiveLine {
    /** Not more often than one can read. */
    private static final long INTERVAL_NANOS = 150_000_000;

    /** ECMA-48: to the first column, and erase the line (EL 2). */
    private static final String WIPE = "\r\u001b[2K";

    private final PrintWriter terminal;
    private final long interval;
    private long lastDrawn = System.nanoTime();
    private boolean drawn;

    LiveLine(PrintWriter terminal) {
        this(terminal, INTERVAL_NANOS);
    }

    /** @param interval the shortest time before the first drawing and between two, in nanoseconds */
    LiveLine(PrintWriter terminal, long interval) {
        this.terminal = terminal;
        this.interval = interval;
    }

    /** Draws the line, if the last drawing is long enough ago. */
    synchronized void draw(String text) {
        long now = System.nanoTime();
        if (now - lastDrawn < interval) {
            return;
        }
        terminal.print(WIPE + text);
        terminal.flush();
        lastDrawn = now;
        drawn = true;
    }

    synchronized void wipe() {
        if (drawn) {
            terminal.print(WIPE);
            terminal.flush();
            drawn = false;
        }
    }
}
