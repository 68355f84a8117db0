package dev.suture.workbench.task;

import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A task that was started, and how it stands; its state changes on the FX thread only. */
public final class TaskEntry {
    private final Job job;
    private final Instant startedAt;
    private final ReadOnlyObjectWrapper<TaskState> state = new ReadOnlyObjectWrapper<>(new TaskState.Running());

    TaskEntry(Job job, Instant startedAt) {
        this.job = job;
        this.startedAt = startedAt;
    }

    public String title() {
        return job.title();
    }

    /** What it does now and how far it is; what cancels it. */
    public Job job() {
        return job;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public ReadOnlyObjectProperty<TaskState> state() {
        return state.getReadOnlyProperty();
    }

    public boolean isRunning() {
        return state.get() instanceof TaskState.Running;
    }

    void end(TaskState how) {
        state.set(how);
    }
}
