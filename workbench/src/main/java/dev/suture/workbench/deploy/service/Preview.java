package dev.suture.workbench.deploy.service;

import dev.suture.manager.CheckReport.ProcessChecks;
import dev.suture.manager.PlannedStep;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PreflightCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be told of a change before it is made; nothing was stopped or changed for it.
 *
 * @param general the checks of the patch as a whole
 * @param processes those of each process
 * @param steps what would be done
 * @param refusal why it would be refused as things are now
 */
public record Preview(
        List<PreflightCheck> general,
        List<ProcessChecks> processes,
        List<PlannedStep> steps,
        Optional<PatchException> refusal) {
    public Preview {
        general = List.copyOf(general);
        processes = List.copyOf(processes);
        steps = List.copyOf(steps);
    }

    /** How many checks went so. */
    public long count(PreflightCheck.Result result) {
        return Stream.concat(general.stream(), processes.stream().flatMap(p -> p.checks().stream()))
                .filter(c -> c.result() == result)
                .count();
    }
}
