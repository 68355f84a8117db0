package dev.suture.cli;

import dev.suture.cli.report.PatchJson;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.Outcome;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "accept",
        description = {
            "Marks an active patch as one that is to stay (ACTIVED → ACCEPTED): after a restart of the machine, `suture"
                    + " restore --accepted` brings it back.",
            "No process changes. `suture deactive` or `suture remove` takes it back.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:trouble", "3:refused: it is not active everywhere, or accepted already"})
final class AcceptCommand extends ProcessCommand {
    @Parameters(
            paramLabel = "ID",
            description = "The patch: UUID or its first 8 characters, NAME, TARGET/NAME; or a package: NAME or"
                    + " NAME-VERSION-RELEASE.")
    private String identifier;

    @Override
    int execute() throws IOException {
        ChangeRequest request = ChangeRequest.of(Action.ACCEPT, Identifier.of(identifier));
        if (dryRun()) {
            return print(service().plan(request));
        }
        List<Outcome> outcomes = service().change(request, delicate());
        if (json()) {
            out().println(PatchJson.outcomes(outcomes));
        } else {
            outcomes.forEach(o -> patchReport().accepted(o, out()));
        }
        return ExitCode.DONE;
    }
}
