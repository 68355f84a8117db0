package dev.suture.workbench.task;

import dev.suture.diff.DiffProgress;
import dev.suture.plugin.Progress;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * One piece of background work. It reports from any thread; its properties change on the FX thread only, and however
 * often it reports, at most one update is on its way there.
 */
public final class Job implements Progress, DiffProgress {
    /** {@link #fraction()} while nobody knows how much there is to do. */
    public static final double UNKNOWN = -1;

    private final String title;
    private final Executor ui;
    private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(UNKNOWN);
    private final AtomicBoolean updateOnItsWay = new AtomicBoolean();
    private volatile String latestStep = "";
    private volatile double latestFraction = UNKNOWN;
    private volatile boolean cancelled;

    Job(String title, Executor ui) {
        this.title = title;
        this.ui = ui;
    }

    public String title() {
        return title;
    }

    /** What is being done now; empty at first. */
    public ReadOnlyStringProperty step() {
        return step.getReadOnlyProperty();
    }

    /** From 0 to 1, or {@link #UNKNOWN}. */
    public ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /** Asks the work to stop where it leaves nothing half done. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void step(String text) {
        latestStep = text;
        latestFraction = UNKNOWN;
        update();
    }

    @Override
    public void done(long count, long total) {
        latestFraction = total > 0 ? (double) count / total : UNKNOWN;
        update();
    }

    @Override
    public void done(int count, int total) {
        done((long) count, (long) total);
    }

    private void update() {
        if (updateOnItsWay.compareAndSet(false, true)) {
            ui.execute(() -> {
                updateOnItsWay.set(false);
                step.set(latestStep);
                fraction.set(latestFraction);
            });
        }
    }
}
