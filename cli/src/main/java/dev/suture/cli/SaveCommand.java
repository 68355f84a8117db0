package dev.suture.cli;

import dev.suture.cli.report.PatchJson;
import dev.suture.manager.SavedStates;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
        name = "save",
        description = {
            "Writes down the states of all patches; `suture restore` brings them back. The former ones are replaced.",
            ""
        },
        sortOptions = false)
final class SaveCommand extends ProcessCommand {
    @Override
    int execute() throws IOException {
        SavedStates saved = service().save(dryRun());
        if (json()) {
            out().println(PatchJson.saved(saved, dryRun()));
        } else {
            report().saved(saved, service().list(), dryRun(), out());
        }
        return ExitCode.DONE;
    }
}
