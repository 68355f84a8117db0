package dev.suture.cli;

import dev.suture.cli.report.PatchJson;
import dev.suture.manager.RecoveryReport;
import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "recover",
        description = {
            "Finishes or undoes changes that were cut off by the end of Suture or of the machine.",
            "A deactive or remove is finished; an apply or active is undone, unless all of it was done. A change that another"
                    + " Suture is making is left alone.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is unfinished any more, but for what is being done",
            "2:trouble, at least in one process",
            "3:refused by a rule",
            "4:a patched function was in use until the timeout"
        })
final class RecoverCommand extends ProcessCommand {
    @Mixin
    private TimeoutOption timeout;

    @Override
    int execute() throws IOException {
        RecoveryReport recovery = service().recover(dryRun(), timeout.value(), delicate());
        patchReport().problems(recovery.problems(), err());
        if (json()) {
            out().println(PatchJson.recovery(recovery));
        } else {
            report().recovery(recovery, out(), err());
        }
        List<PatchException.Kind> failures = new ArrayList<>(recovery.entries().stream()
                .flatMap(e -> e.failure().stream())
                .map(RecoveryReport.Failure::kind)
                .toList());
        recovery.problems().forEach(p -> failures.add(PatchException.Kind.TROUBLE));
        return exitCode(failures);
    }
}
