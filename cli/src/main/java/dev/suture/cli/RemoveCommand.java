package dev.suture.cli;

import dev.suture.manager.Action;
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
    Action action() {
        return Action.REMOVE;
    }
}
