package dev.suture.cli;

import dev.suture.plugin.Progress;
import java.io.PrintWriter;
import java.util.Optional;

/** Says what a long build is at: a line for each step, and on a terminal one that counts below it. */
final class BuildProgress implements Progress, AutoCloseable {
    private final PrintWriter err;
    private final Optional<LiveLine> line;
    private final Cancellation cancellation;
    private final long start = System.nanoTime();

    /** @param line where a person watches */
    BuildProgress(PrintWriter err, Optional<LiveLine> line, Cancellation cancellation) {
        this.err = err;
        this.line = line;
        this.cancellation = cancellation;
    }

    @Override
    public synchronized void step(String text) {
        close();
        err.println(clock() + text);
        err.flush();
    }

    @Override
    public synchronized void done(long count, long total) {
        line.ifPresent(l -> l.draw(clock()
                + (total > 0
                        ? "%d of %d".formatted(count, total)
                        : "%d compiler %s; Ctrl-C stops it".formatted(count, count == 1 ? "call" : "calls"))));
    }

    private String clock() {
        return "[%5.1f s] ".formatted((System.nanoTime() - start) / 1e9);
    }

    @Override
    public boolean cancelled() {
        return cancellation.requested();
    }

    @Override
    public synchronized void close() {
        line.ifPresent(LiveLine::wipe);
    }
}
