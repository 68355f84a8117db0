package dev.suture.plugin;

/**
 * Learns what a {@link ProcessWatch} does. Called on its threads, after the process runs on; must not block for long, call
 * the watch, or throw.
 */
public interface ProcessWatchListener {
    /** A process has the patches of the list, or had them already. */
    default void patched(StartedProcess process) {}

    /**
     * A process could not be patched and runs on with the base code, or with those patches of the list that went in before
     * the one that failed.
     *
     * @param problem what happened, why, and what to do; never a reason to stop the watch
     */
    default void failed(int pid, PatchException problem) {}

    /** The watch itself can do less than it promised, e.g. after the ELF was replaced by another build. */
    default void degraded(PatchException problem) {}
}
