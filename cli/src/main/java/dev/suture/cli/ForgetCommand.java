package dev.suture.cli;

import dev.suture.manager.StoredPatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "forget",
        description = {"Takes a patch out of the store; refused while a process has it.", ""},
        sortOptions = false)
final class ForgetCommand extends BasicCommand {
    @Parameters(paramLabel = "ID", description = "The patch: UUID or its first 8 characters, NAME or TARGET/NAME.")
    private String identifier;

    @Option(names = "--dry-run", description = "Change nothing; say what would be taken out, or why it is refused.")
    private boolean dryRun;

    @Override
    int execute() {
        StoredPatch patch = surroundings().service().get().forget(identifier, dryRun);
        out().println((dryRun ? "%s (%s) would be taken out of the store." : "%s (%s) is out of the store.")
                .formatted(patch.label(), patch.info().id()));
        return ExitCode.DONE;
    }
}
