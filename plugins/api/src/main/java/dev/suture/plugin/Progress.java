package dev.suture.plugin;

/** Where long work says how far it is, and learns that nobody wants it any more. Called from any thread. */
public interface Progress {
    Progress NONE = new Progress() {};

    /** A sentence about what begins now. */
    default void step(String text) {}

    /**
     * How much is done.
     *
     * @param total 0 if unknown
     */
    default void done(long count, long total) {}

    /** Whether the work should stop at the next point where it leaves nothing half done. */
    default boolean cancelled() {
        return false;
    }
}
