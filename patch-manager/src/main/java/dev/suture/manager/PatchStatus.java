package dev.suture.manager;

import dev.suture.plugin.PatchState;
import dev.suture.plugin.TargetProcess;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a patch stands on this machine now, read from the processes themselves.
 *
 * @param patch the patch
 * @param state what the processes have in common; NOT_APPLIED where none runs, ACCEPTED where all have it active and it is
 *     accepted
 * @param wanted what was asked for, for all processes and those that start later: NOT_APPLIED, DEACTIVED, ACTIVED or ACCEPTED
 * @param processes every running process of the target, by pid
 */
public record PatchStatus(StoredPatch patch, PatchState state, PatchState wanted, List<ProcessState> processes) {
    public PatchStatus {
        processes = List.copyOf(processes);
    }

    /** Of a patch of which nothing else is wanted than what it is. */
    public PatchStatus(StoredPatch patch, PatchState state, List<ProcessState> processes) {
        this(patch, state, state, processes);
    }

    /**
     * One process.
     *
     * @param state what the process shows; UNKNOWN if it could not be read
     * @param wanted what it should show: NOT_APPLIED, DEACTIVED or ACTIVED. Another one where it started after the patch
     *     was applied and was not patched, or where somebody else changed it
     */
    public record ProcessState(TargetProcess process, PatchState state, PatchState wanted) {
        /** One that is as it should be. */
        public ProcessState(TargetProcess process, PatchState state) {
            this(process, state, state);
        }
    }

    static PatchStatus of(StoredPatch patch, PatchState wanted, List<ProcessState> processes) {
        PatchState common = common(processes);
        boolean accepted = common == PatchState.ACTIVED && wanted == PatchState.ACCEPTED;
        return new PatchStatus(patch, accepted ? PatchState.ACCEPTED : common, wanted, processes);
    }

    private static PatchState common(List<ProcessState> processes) {
        if (processes.isEmpty()) {
            return PatchState.NOT_APPLIED;
        }
        Set<PatchState> states = EnumSet.noneOf(PatchState.class);
        processes.forEach(p -> states.add(p.state()));
        if (states.size() == 1) {
            return states.iterator().next();
        }
        if (states.contains(PatchState.ACTIVED) || states.contains(PatchState.PARTLY_ACTIVED)) {
            return PatchState.PARTLY_ACTIVED;
        }
        return states.contains(PatchState.UNKNOWN) ? PatchState.UNKNOWN : PatchState.DEACTIVED;
    }
}
