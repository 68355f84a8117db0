package dev.suture.cli;

import dev.suture.cli.report.HistoryReport;
import dev.suture.cli.report.PatchJson;
import dev.suture.manager.HistoryEntry;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "history",
        description = {
            "Lists what was done with the patches of the store: when, by whom, with which result, and how long processes stood"
                    + " still. The latest comes first.",
            ""
        },
        sortOptions = false)
final class HistoryCommand extends BasicCommand {
    @Option(names = "--last", paramLabel = "N", description = "How many entries at most (default: ${DEFAULT-VALUE}).")
    private int last = 20;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        List<HistoryEntry> entries = surroundings().service().get().history(last);
        if (json) {
            out().println(PatchJson.history(entries));
        } else {
            new HistoryReport(surroundings().palette()).entries(entries, out());
        }
        return ExitCode.DONE;
    }
}
