package dev.suture.cli;

import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.PatchReport;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
            description =
                    "The patch: UUID or its first 8 characters, NAME, TARGET/NAME, or a patch file; or a package: NAME,"
                            + " NAME-VERSION-RELEASE, an archive or a folder (default: all).")
    private Optional<String> identifier;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        PatchManager manager = surroundings().manager().get();
        List<StoreProblem> problems = new ArrayList<>(manager.problems());
        List<PatchStatus> statuses = new ArrayList<>();
        if (identifier.isPresent()) {
            manager.findAll(identifier.get(), Optional.empty()).forEach(p -> statuses.add(manager.status(p)));
        } else {
            manager.list().forEach(p -> statuses.add(status(manager, p, problems)));
            manager.installedOnly().forEach(p -> statuses.add(status(manager, p, problems)));
        }
        PatchReport report = new PatchReport(surroundings().palette());
        report.problems(problems, err());
        if (json) {
            out().println(JsonReport.status(statuses, problems));
        } else {
            report.status(statuses, out());
        }
        return ExitCode.DONE;
    }

    /** One patch whose state cannot be told must not hide the others. */
    static PatchStatus status(PatchManager manager, StoredPatch patch, List<StoreProblem> problems) {
        try {
            return manager.status(patch);
        } catch (PatchException e) {
            problems.add(new StoreProblem(patch.file().getParent(), e.getMessage(), e.remedy()));
            return new PatchStatus(patch, PatchState.UNKNOWN, List.of());
        }
    }
}
