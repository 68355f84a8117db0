package dev.suture.cli;

import dev.suture.manager.Outcome;
import dev.suture.manager.PatchManager;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.Progress;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(
        name = "remove",
        description = {
            "Takes a patch out of the processes (ACTIVED or DEACTIVED → NOT-APPLIED). The store keeps it.",
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
final class RemoveCommand extends ChangeCommand {
    @Override
    List<Outcome> change(
            PatchManager manager,
            List<StoredPatch> patches,
            Set<Integer> pids,
            DriverOptions options,
            Progress progress) {
        return manager.remove(patches, pids, options, progress);
    }
}
