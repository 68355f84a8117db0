package dev.suture.cli;

import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.PatchReport;
import dev.suture.manager.StatusReport;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = {"Shows how patches stand, read from the processes themselves.", ""},
        sortOptions = false)
final class StatusCommand extends BasicCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The patch: UUID or its first 8 characters, NAME, TARGET/NAME, or a patch file; or a package:"
                    + " NAME, NAME-VERSION-RELEASE, an archive or a folder (default: all).")
    private Optional<String> identifier;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        StatusReport status = surroundings().service().get().status(identifier.map(Identifier::of));
        PatchReport report = new PatchReport(surroundings().palette());
        report.problems(status.problems(), err());
        if (json) {
            out().println(JsonReport.status(status.patches(), status.problems()));
        } else {
            report.status(status.patches(), out());
        }
        return ExitCode.DONE;
    }
}
