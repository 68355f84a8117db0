package dev.suture.cli;

import dev.suture.manager.Action;
import picocli.CommandLine.Command;

@Command(
        name = "active",
        description = {"Makes a loaded patch active (DEACTIVED → ACTIVED).", "All processes change, or none does.", ""},
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:trouble; the processes are as they were",
            "3:refused by a rule",
            "4:a patched function was in use until the timeout"
        })
final class ActiveCommand extends ChangeCommand {
    @Override
    Action action() {
        return Action.ACTIVE;
    }
}
