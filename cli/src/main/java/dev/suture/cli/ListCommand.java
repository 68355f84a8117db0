package dev.suture.cli;

import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.PatchReport;
import dev.suture.manager.PatchService;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StatusReport;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "Lists the patches in the store with what is wanted of them, and those installed system-wide that the store does"
                    + " not have, with their state. How the former stand says `suture status`.",
            ""
        },
        sortOptions = false)
final class ListCommand extends BasicCommand {
    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        PatchService service = surroundings().service().get();
        List<StoredPatch> patches = service.list();
        List<StoreProblem> problems = new ArrayList<>(service.problems());
        List<PatchStatus> installed = new ArrayList<>();
        for (StoredPatch patch : service.installedOnly()) {
            StatusReport status = service.status(Optional.of(patch.info().id()));
            installed.addAll(status.patches());
            problems.addAll(status.problems());
        }
        PatchReport report = new PatchReport(surroundings().palette());
        report.problems(problems, err());
        if (json) {
            out().println(JsonReport.list(patches, service.wanted(), installed, problems));
        } else {
            report.list(patches, service.wanted(), installed, out());
        }
        return ExitCode.DONE;
    }
}
