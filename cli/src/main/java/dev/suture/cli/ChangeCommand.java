package dev.suture.cli;

import dev.suture.cli.report.PatchReport;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.PackageKey;
import dev.suture.manager.PatchService;
import dev.suture.plugin.Progress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that changes processes. */
abstract class ChangeCommand extends BasicCommand {
    @Parameters(
            paramLabel = "ID",
            description = "The patch: UUID or its first 8 characters, NAME, TARGET/NAME, or a patch file; or a package:"
                    + " NAME, NAME-VERSION-RELEASE, an archive or a folder.")
    private String identifier;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "Change this process only; may be given several times (default: all that run the target).")
    private Set<Integer> pids = new LinkedHashSet<>();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description = "How long to wait for patched functions to be left, e.g. 500ms or 3s (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Override
    final int execute() {
        PatchService service = surroundings().service().get();
        ChangeRequest request = new ChangeRequest(action(), Identifier.of(identifier), key(), pids, timeout);
        Cancellation cancellation = surroundings().cancellation();
        cancellation.delicate();
        Progress progress = new Progress() {
            @Override
            public boolean cancelled() {
                return cancellation.requested();
            }
        };
        PatchReport report = new PatchReport(surroundings().palette());
        service.change(request, progress).forEach(o -> report.outcome(o, out()));
        return ExitCode.DONE;
    }

    /** The key that the package's signature must fit. */
    Optional<PackageKey> key() {
        return Optional.empty();
    }

    abstract Action action();
}
