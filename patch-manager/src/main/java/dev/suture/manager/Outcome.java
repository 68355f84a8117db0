package dev.suture.manager;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchState;
import java.util.List;

/**
 * What a finished change came to.
 *
 * @param patch the patch
 * @param state how the patch stands now over all processes of the target
 * @param processes one report for each process that was changed, in the order of the changes
 */
public record Outcome(StoredPatch patch, PatchState state, List<ChangeReport> processes) {
    public Outcome {
        processes = List.copyOf(processes);
    }
}
