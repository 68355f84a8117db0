package dev.suture.workbench.deploy.process;

import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.plugin.OtherBuild;
import dev.suture.plugin.PatchState;
import java.util.Optional;

/**
 * A process of the target.
 *
 * @param user whom it runs as; empty if that is not known
 * @param state what it shows
 * @param wanted what it should show
 * @param otherBuild the build-id of the target that it runs, where that is not the one the patch is for
 */
public record ProcessRow(
        int pid,
        String command,
        int threads,
        String user,
        String file,
        PatchState state,
        PatchState wanted,
        Optional<String> otherBuild) {
    static ProcessRow of(ProcessState process) {
        return new ProcessRow(
                process.process().pid(),
                process.process().command(),
                process.process().threads(),
                process.process().user(),
                process.process().mappedFile(),
                process.state(),
                process.wanted(),
                Optional.empty());
    }

    static ProcessRow of(OtherBuild other) {
        return new ProcessRow(
                other.process().pid(),
                other.process().command(),
                other.process().threads(),
                other.process().user(),
                other.process().mappedFile(),
                PatchState.NOT_APPLIED,
                PatchState.NOT_APPLIED,
                Optional.of(other.buildId()));
    }

    /** Whether the patch is for the build that it runs. */
    public boolean fits() {
        return otherBuild.isEmpty();
    }

    /** Whether it is something else than it should be; one that never had a patch which is off now lacks nothing. */
    public boolean amiss() {
        return state != wanted && !(state == PatchState.NOT_APPLIED && wanted == PatchState.DEACTIVED);
    }
}
