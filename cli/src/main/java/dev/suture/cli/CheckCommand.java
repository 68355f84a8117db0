package dev.suture.cli;

import dev.suture.cli.report.DeployReport;
import dev.suture.cli.report.PatchJson;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.CheckReport;
import dev.suture.manager.PackageKey;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Looks at all that would speak against applying a patch, and tells of each thing whether it passed, failed or was"
                    + " skipped. No process is stopped, and nothing is changed or added to the store.",
            "What can only be told while a process stands still, such as which functions are in use, is left to `suture"
                    + " apply`.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing failed", "1:a check failed", "2:trouble", "3:the package that was given is refused"})
final class CheckCommand extends BasicCommand {
    @Parameters(
            paramLabel = "ID",
            description = "The patch: UUID or its first 8 characters, NAME, TARGET/NAME, or a patch file; or a package:"
                    + " NAME, NAME-VERSION-RELEASE, an archive or a folder.")
    private String identifier;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "Look at this process only; may be given several times (default: all that run the target).")
    private Set<Integer> pids = new LinkedHashSet<>();

    @Option(
            names = "--key",
            paramLabel = "PUB.pem",
            description = "Take a package only, and only with a signature that fits this Ed25519 public key.")
    private Optional<Path> key;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        ChangeRequest request = ChangeRequest.of(Action.APPLY, Identifier.of(identifier))
                .signedBy(key.map(PackageKey::read))
                .on(pids);
        List<CheckReport> reports = surroundings().service().get().check(request, Progress.NONE);
        if (json) {
            out().println(PatchJson.checks(reports));
        } else {
            DeployReport report = new DeployReport(surroundings().palette());
            reports.forEach(r -> report.check(r, out()));
        }
        return reports.stream().anyMatch(CheckReport::failed) ? ExitCode.DIFFERENT : ExitCode.DONE;
    }
}
