package dev.suture.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.suture.cli.report.DeployReport;
import dev.suture.cli.report.PatchJson;
import dev.suture.cli.report.PatchReport;
import dev.suture.manager.PatchService;
import dev.suture.manager.PlannedStep;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Option;

/** A command that changes processes or what is wanted of patches, and can say beforehand what it would do. */
abstract class ProcessCommand extends BasicCommand {
    @Option(names = "--dry-run", description = "Change nothing; print each step that would be made.")
    private boolean dryRun;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    final boolean dryRun() {
        return dryRun;
    }

    final boolean json() {
        return json;
    }

    final PatchService service() {
        return surroundings().service().get();
    }

    final PatchReport patchReport() {
        return new PatchReport(surroundings().palette());
    }

    final DeployReport report() {
        return new DeployReport(surroundings().palette());
    }

    /** From here on the program must not end before the work does, which is asked to stop instead. */
    final Progress delicate() {
        Cancellation cancellation = surroundings().cancellation();
        cancellation.delicate();
        return new Progress() {
            @Override
            public boolean cancelled() {
                return cancellation.requested();
            }
        };
    }

    /** Tells what would be done; returns the exit code. */
    final int print(List<PlannedStep> steps) throws JsonProcessingException {
        if (json) {
            out().println(PatchJson.steps(steps));
        } else {
            report().steps(steps, out());
        }
        return ExitCode.DONE;
    }

    /** How the program ends if some of the work failed: the gravest counts. */
    static int exitCode(Collection<PatchException.Kind> failures) {
        return failures.stream().mapToInt(ExitCode::of).min().orElse(ExitCode.DONE);
    }
}
