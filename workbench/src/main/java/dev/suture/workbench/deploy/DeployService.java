package dev.suture.workbench.deploy;

import dev.suture.manager.Outcome;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.Progress;
import java.util.Optional;
import java.util.Set;

/**
 * What the Deploy view asks for; called on background threads. All methods throw
 * {@link dev.suture.plugin.PatchException}.
 */
public interface DeployService {
    /**
     * Builds a hot patch and takes it into the store.
     *
     * @param replaced a patch of the same order built before, which leaves the store first
     */
    StoredPatch build(PatchOrder order, Optional<StoredPatch> replaced, Progress progress);

    /** How the patch stands in every process of its target. */
    PatchStatus status(StoredPatch patch);

    /** @param pids the processes; empty means all in which the action makes sense */
    Outcome change(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress);
}
