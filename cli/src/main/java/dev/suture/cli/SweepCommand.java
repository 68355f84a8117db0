package dev.suture.cli;

import dev.suture.cli.report.PatchJson;
import dev.suture.manager.Sweep;
import dev.suture.manager.SweepReport;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that brings processes to what is wanted, each for itself. */
abstract class SweepCommand extends ProcessCommand {
    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "See to this process only; may be given several times (default: all).")
    private Set<Integer> pids = new LinkedHashSet<>();

    @Mixin
    private TimeoutOption timeout;

    @Override
    final int execute() throws IOException {
        if (dryRun()) {
            return print(service().planSweep(sweep(), pids));
        }
        SweepReport sweep = service().sweep(sweep(), pids, timeout.value(), delicate());
        if (json()) {
            out().println(PatchJson.sweep(sweep));
        } else {
            report().sweep(sweep, patchReport(), out(), err());
        }
        return exitCode(sweep.failures().stream().map(SweepReport.Failure::kind).toList());
    }

    abstract Sweep sweep();
}
