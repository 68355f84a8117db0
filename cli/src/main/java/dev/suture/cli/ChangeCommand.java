package dev.suture.cli;

import dev.suture.cli.report.PatchJson;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.Outcome;
import dev.suture.manager.PackageKey;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that changes processes. */
abstract class ChangeCommand extends ProcessCommand {
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

    @Mixin
    private TimeoutOption timeout;

    @Override
    final int execute() throws IOException {
        ChangeRequest request = new ChangeRequest(action(), Identifier.of(identifier), key(), pids, timeout.value());
        if (dryRun()) {
            return print(service().plan(request));
        }
        List<Outcome> outcomes = service().change(request, delicate());
        if (json()) {
            out().println(PatchJson.outcomes(outcomes));
        } else {
            outcomes.forEach(o -> patchReport().outcome(o, out()));
        }
        return ExitCode.DONE;
    }

    /** The key that the package's signature must fit. */
    Optional<PackageKey> key() {
        return Optional.empty();
    }

    abstract Action action();
}
