package dev.suture.cli;

import dev.suture.cli.report.DeployReport;
import dev.suture.cli.report.PatchJson;
import dev.suture.manager.TargetReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "target",
        description = {"Lists the ELFs that patches are for, with their patches and the processes that run them.", ""},
        sortOptions = false)
final class TargetCommand extends BasicCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "The patch: UUID or its first 8 characters, NAME, TARGET/NAME, or a patch file; or a package: NAME,"
                            + " NAME-VERSION-RELEASE, an archive or a folder (default: all).")
    private Optional<String> identifier;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        List<TargetReport> targets = surroundings().service().get().targets(identifier.map(Identifier::of));
        if (json) {
            out().println(PatchJson.targets(targets));
        } else {
            new DeployReport(surroundings().palette()).targets(targets, out());
        }
        return ExitCode.DONE;
    }
}
