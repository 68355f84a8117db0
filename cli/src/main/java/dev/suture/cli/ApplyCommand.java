package dev.suture.cli;

import dev.suture.manager.Action;
import dev.suture.manager.PackageKey;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        description = {
            "Puts a patch into the running processes of its target and makes it active (NOT-APPLIED → ACTIVED).",
            "A patch file is added to the store first, and so are the patches of a package, whose digests are checked.",
            "All processes change, or none does.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:trouble; the processes are as they were",
            "3:refused by a rule",
            "4:a patched function was in use until the timeout"
        })
final class ApplyCommand extends ChangeCommand {
    @Option(
            names = "--key",
            paramLabel = "PUB.pem",
            description = "Take a package only, and only with a signature that fits this Ed25519 public key.")
    private Optional<Path> key;

    @Override
    Optional<PackageKey> key() {
        return key.map(PackageKey::read);
    }

    @Override
    Action action() {
        return Action.APPLY;
    }
}
