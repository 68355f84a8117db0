package dev.suture.workbench.deploy.service;

import dev.suture.manager.HistoryEntry;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.util.List;
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

    /**
     * Takes a patch file, or all hot patches of a package, into the store.
     *
     * @return at least one, in the order of the package
     */
    List<StoredPatch> open(Path file);

    /** How the patch stands in every process of its target. */
    PatchStatus status(StoredPatch patch);

    /** What new processes of the patch's target can count on. */
    NewStarts newStarts(StoredPatch patch);

    /**
     * What can be told before a change is made.
     *
     * @param pids as in a {@link ChangeOrder}
     */
    Preview preview(DeployAction action, StoredPatch patch, Set<Integer> pids, Progress progress);

    Outcome change(ChangeOrder order, Progress progress);

    /** What was done lately with patches of the store, the latest first. */
    List<HistoryEntry> history();
}
