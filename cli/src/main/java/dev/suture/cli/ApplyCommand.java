package dev.suture.cli;

import dev.suture.manager.Outcome;
import dev.suture.manager.PatchManager;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.Progress;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(
        name = "apply",
        description = {
            "Puts a patch into the running processes of its target and makes it active (NOT-APPLIED → ACTIVED).",
            "A patch file is added to the store first.",
            "All processes change, or none does.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:trouble; the processes are as they were",
            "3:refused by a rule",
            "4:a patched function was in use until the timeout"
        })
final class ApplyCommand extends ChangeCommand {
    @Override
    Outcome change(
            PatchManager manager, StoredPatch patch, Set<Integer> pids, DriverOptions options, Progress progress) {
        return manager.apply(patch, pids, options, progress);
    }
}
