package dev.suture.workbench.deploy.process;

import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.plugin.PatchState;

/**
 * A process of the target.
 *
 * @param user whom it runs as; empty if that is not known
 * @param state what it shows
 * @param wanted what it should show
 */
public record ProcessRow(
        int pid, String command, int threads, String user, String file, PatchState state, PatchState wanted) {
    static ProcessRow of(ProcessState process) {
        return new ProcessRow(
                process.process().pid(),
                process.process().command(),
                process.process().threads(),
                process.process().user(),
                process.process().mappedFile(),
                process.state(),
                process.wanted());
    }

    /** Whether it is something else than it should be; one that never had a patch which is off now lacks nothing. */
    public boolean amiss() {
        return state != wanted && !(state == PatchState.NOT_APPLIED && wanted == PatchState.DEACTIVED);
    }
}
