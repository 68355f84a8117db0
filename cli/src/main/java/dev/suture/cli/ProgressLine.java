package dev.suture.cli;

import dev.suture.diff.DiffProgress;
import dev.suture.plugin.Progress;

/** Says on one line of a terminal how far a comparison is, also that of a build which takes no longer than it. */
final class ProgressLine implements DiffProgress, Progress, AutoCloseable {
    private final LiveLine line;
    private final Cancellation cancellation;

    ProgressLine(LiveLine line, Cancellation cancellation) {
        this.line = line;
        this.cancellation = cancellation;
    }

    @Override
    public void done(int count, int total) {
        done((long) count, total);
    }

    @Override
    public void done(long count, long total) {
        if (count < total) {
            line.draw("Comparing objects: %d of %d (%d %%)".formatted(count, total, 100 * count / total));
        }
    }

    @Override
    public boolean cancelled() {
        return cancellation.requested();
    }

    @Override
    public void close() {
        line.wipe();
    }
}
