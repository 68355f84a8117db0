package dev.suture.cli;

import dev.suture.manager.Outcome;
import dev.suture.manager.PatchManager;
import dev.suture.manager.StoredPatch;
import dev.suture.pack.SigningKeys;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    Optional<PublicKey> key() {
        return key.map(SigningKeys::publicKey);
    }

    @Override
    List<Outcome> change(
            PatchManager manager,
            List<StoredPatch> patches,
            Set<Integer> pids,
            DriverOptions options,
            Progress progress) {
        return manager.apply(patches, pids, options, progress);
    }
}
