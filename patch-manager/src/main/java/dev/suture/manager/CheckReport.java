package dev.suture.manager;

import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.PreflightCheck.Result;
import dev.suture.plugin.TargetProcess;
import java.util.List;

/**
 * What was looked at to tell whether a patch can be applied; nothing was stopped or changed.
 *
 * @param patch the patch
 * @param checks those of the patch as a whole
 * @param processes those of each process
 */
public record CheckReport(StoredPatch patch, List<PreflightCheck> checks, List<ProcessChecks> processes) {
    public CheckReport {
        checks = List.copyOf(checks);
        processes = List.copyOf(processes);
    }

    /** The checks of one process. */
    public record ProcessChecks(TargetProcess process, List<PreflightCheck> checks) {
        public ProcessChecks {
            checks = List.copyOf(checks);
        }
    }

    /** Whether any check failed. */
    public boolean failed() {
        return checks.stream().anyMatch(CheckReport::failed)
                || processes.stream().flatMap(p -> p.checks().stream()).anyMatch(CheckReport::failed);
    }

    private static boolean failed(PreflightCheck check) {
        return check.result() == Result.FAILED;
    }
}
