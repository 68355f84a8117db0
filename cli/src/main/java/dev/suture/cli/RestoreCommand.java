package dev.suture.cli;

import dev.suture.manager.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        description = {
            "Brings all patches back to the states that `suture save` wrote down; with --accepted, brings back the accepted"
                    + " patches only, as after a restart of the machine.",
            "Each process changes for itself: one that cannot be changed keeps no other from its patches, and is told of.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is as it should be",
            "2:trouble, at least in one process",
            "3:refused by a rule, or nothing was saved",
            "4:a patched function was in use until the timeout"
        })
final class RestoreCommand extends SweepCommand {
    @Option(names = "--accepted", description = "Bring back the accepted patches only; needs no saved states.")
    private boolean accepted;

    @Override
    Sweep sweep() {
        return accepted ? Sweep.RESTORE_ACCEPTED : Sweep.RESTORE;
    }
}
