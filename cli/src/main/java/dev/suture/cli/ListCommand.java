package dev.suture.cli;

import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.PatchReport;
import dev.suture.manager.PatchManager;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {"Lists the patches in the store, without a look at any process.", ""},
        sortOptions = false)
final class ListCommand extends BasicCommand {
    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        PatchManager manager = surroundings().manager().get();
        List<StoredPatch> patches = manager.list();
        List<StoreProblem> problems = manager.problems();
        PatchReport report = new PatchReport(surroundings().palette());
        report.problems(problems, err());
        if (json) {
            out().println(JsonReport.list(patches, problems));
        } else {
            report.list(patches, out());
        }
        return ExitCode.DONE;
    }
}
