package dev.suture.diff;

/** Where a long comparison says how far it is. Called from several threads. */
public interface DiffProgress {
    DiffProgress NONE = new DiffProgress() {};

    /** {@code count} of {@code total} pairs of objects are compared. */
    default void done(int count, int total) {}

    /** Whether the comparison should stop; it then ends with a {@link java.util.concurrent.CancellationException}. */
    default boolean cancelled() {
        return false;
    }
}
