package dev.suture.manager;

import dev.suture.plugin.PatchException;
import java.util.List;
import java.util.Optional;

/**
 * What became of changes that were cut off.
 *
 * @param entries one for each process and patch that an unfinished change concerned
 * @param problems journals that cannot be read
 */
public record RecoveryReport(List<Entry> entries, List<StoreProblem> problems) {
    public RecoveryReport {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** How it ended. */
    public enum Result {
        /** The change was complete, or has been completed. */
        FINISHED,
        /** The process is as it was before the change. */
        UNDONE,
        /** The process has ended, or the machine was restarted: there is nothing left to do. */
        GONE,
        /** Another Suture that still runs is making the change. */
        RUNNING,
        /** It could not be done now; the journal keeps it. */
        FAILED,
        /** A dry run: what would be done. */
        PLANNED
    }

    /**
     * One process and one patch.
     *
     * @param patch {@link StoredPatch#label()}
     * @param pid the process
     * @param action what was under way
     * @param result what became of it
     * @param message a sentence about it
     * @param failure why it could not be done; empty unless it failed
     */
    public record Entry(
            String patch, int pid, Action action, Result result, String message, Optional<Failure> failure) {}

    /**
     * Why a process could not be recovered.
     *
     * @param kind what kind of failure
     * @param id stable
     * @param remedy what to do about it
     */
    public record Failure(PatchException.Kind kind, String id, String remedy) {}
}
