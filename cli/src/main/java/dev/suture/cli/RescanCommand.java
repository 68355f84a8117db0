package dev.suture.cli;

import dev.suture.manager.Sweep;
import picocli.CommandLine.Command;

@Command(
        name = "rescan",
        description = {
            "Looks for processes that started after a patch was made active, and puts it into them, too.",
            "They have run the former code until then. Each process changes for itself.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is as it should be",
            "2:trouble, at least in one process",
            "3:refused by a rule",
            "4:a patched function was in use until the timeout"
        })
final class RescanCommand extends SweepCommand {
    @Override
    Sweep sweep() {
        return Sweep.RESCAN;
    }
}
