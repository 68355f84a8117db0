package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that was done with a patch, or tried.
 *
 * @param started when it began
 * @param by the name of the user with whose rights it was done
 * @param what the word of the {@link Action}, or {@code rescan}, {@code restore}, {@code restore-accepted}, {@code recover}
 * @param patch {@link StoredPatch#label()} of the patch; what was named where no patch was found
 * @param patchId its UUID; empty where no patch was found
 * @param pids the processes that were named; empty means all
 * @param took from the request to its end
 * @param result how it ended
 * @param state how the patch stood afterwards over all processes; empty where it failed
 * @param processes what was done to each process
 * @param failure why it failed; empty where it did not
 */
public record HistoryEntry(
        Instant started,
        String by,
        String what,
        String patch,
        String patchId,
        List<Integer> pids,
        Duration took,
        Result result,
        Optional<PatchState> state,
        List<InProcess> processes,
        Optional<Failure> failure) {
    public HistoryEntry {
        pids = List.copyOf(pids);
        processes = List.copyOf(processes);
    }

    /** How something ended. */
    public enum Result {
        DONE,
        REFUSED,
        BUSY,
        TROUBLE;

        static Result of(PatchException.Kind kind) {
            return switch (kind) {
                case REFUSED -> REFUSED;
                case BUSY -> BUSY;
                case TROUBLE -> TROUBLE;
            };
        }
    }

    /**
     * What was done to one process.
     *
     * @param state how the patch stood in it afterwards
     * @param threads how many were stopped
     * @param notes as in a {@link dev.suture.plugin.ChangeReport}
     */
    public record InProcess(
            int pid, PatchState state, int threads, Duration frozen, Duration waited, List<String> notes) {
        public InProcess {
            notes = List.copyOf(notes);
        }
    }

    /** Why something failed; as in a {@link PatchException}. */
    public record Failure(String id, String message, String remedy) {}
}
