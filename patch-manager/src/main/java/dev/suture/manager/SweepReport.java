package dev.suture.manager;

import dev.suture.plugin.PatchException;
import java.util.List;
import java.util.Optional;

/**
 * What a sweep came to. Each process is a change of its own: one that fails keeps no other from getting its patches.
 *
 * @param changed what was changed, patch by patch
 * @param failures what could not be brought to the state that is wanted
 */
public record SweepReport(List<Outcome> changed, List<Failure> failures) {
    public SweepReport {
        changed = List.copyOf(changed);
        failures = List.copyOf(failures);
    }

    /**
     * One patch that is not as it should be, in one process or altogether.
     *
     * @param patch {@link StoredPatch#label()}, or the id of a patch that the store no longer has
     * @param pid the process; empty if it concerns the patch as a whole
     * @param kind what kind of failure
     * @param id stable
     * @param message what happened, to what, and why
     * @param remedy what to do about it
     */
    public record Failure(
            String patch, Optional<Integer> pid, PatchException.Kind kind, String id, String message, String remedy) {
        static Failure of(String patch, Optional<Integer> pid, RuntimeException e) {
            return e instanceof PatchException known
                    ? new Failure(patch, pid, known.kind(), known.id(), known.getMessage(), known.remedy())
                    : new Failure(
                            patch,
                            pid,
                            PatchException.Kind.TROUBLE,
                            "driver-failed",
                            "Unexpected failure: " + e,
                            "Run the command again with --debug and report what it prints.");
        }
    }
}
