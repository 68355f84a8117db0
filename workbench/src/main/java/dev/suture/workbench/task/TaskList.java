package dev.suture.workbench.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * All tasks since the window opened: what runs, what is done, and above all what failed, until somebody clears it. Used on
 * the FX thread only.
 */
public final class TaskList {
    /** So many that have ended are kept. */
    private static final int KEPT = 100;

    private final ObservableList<TaskEntry> entries = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<TaskEntry> entriesView = FXCollections.unmodifiableObservableList(entries);

    private final ReadOnlyIntegerWrapper running = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper failed = new ReadOnlyIntegerWrapper();

    TaskList() {}

    /** The latest first. */
    public ObservableList<TaskEntry> entries() {
        return entriesView;
    }

    /** How many run. */
    public ReadOnlyIntegerProperty running() {
        return running.getReadOnlyProperty();
    }

    /** How many of those listed have failed. */
    public ReadOnlyIntegerProperty failed() {
        return failed.getReadOnlyProperty();
    }

    /** The one of those that run which was started last. */
    public Optional<TaskEntry> current() {
        return entries.stream().filter(TaskEntry::isRunning).findFirst();
    }

    /** Forgets those that have ended. */
    public void clearEnded() {
        entries.removeIf(e -> !e.isRunning());
        count();
    }

    TaskEntry add(Job job) {
        TaskEntry entry = new TaskEntry(job, Instant.now());
        entries.addFirst(entry);
        for (int i = entries.size() - 1; entries.size() > KEPT && i > 0; i--) {
            if (!entries.get(i).isRunning()) {
                entries.remove(i);
            }
        }
        count();
        return entry;
    }

    void end(TaskEntry entry, TaskState how) {
        entry.end(how);
        count();
    }

    /** Work that is no task has failed; the same failure over and over stands here once. */
    void addFailure(Job job, Problem problem) {
        boolean told = entries.stream()
                .anyMatch(e -> e.title().equals(job.title())
                        && e.state().get() instanceof TaskState.Failed(Problem former, Duration _)
                        && former.equals(problem));
        if (!told) {
            end(add(job), new TaskState.Failed(problem, Duration.ZERO));
        }
    }

    private void count() {
        running.set((int) entries.stream().filter(TaskEntry::isRunning).count());
        failed.set((int) entries.stream()
                .filter(e -> e.state().get() instanceof TaskState.Failed)
                .count());
    }
}
