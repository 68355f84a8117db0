package dev.suture.cli;

import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.PatchReport;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "Lists the patches in the store, and those installed system-wide that the store does not have.",
            "Only of the latter it tells the state; see `suture status`.",
            ""
        },
        sortOptions = false)
final class ListCommand extends BasicCommand {
    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        PatchManager manager = surroundings().manager().get();
        List<StoredPatch> patches = manager.list();
        List<StoreProblem> problems = new ArrayList<>(manager.problems());
        List<PatchStatus> installed = manager.installedOnly().stream()
                .map(p -> StatusCommand.status(manager, p, problems))
                .toList();
        PatchReport report = new PatchReport(surroundings().palette());
        report.problems(problems, err());
        if (json) {
            out().println(JsonReport.list(patches, installed, problems));
        } else {
            report.list(patches, installed, out());
        }
        return ExitCode.DONE;
    }
}
