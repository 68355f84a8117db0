package dev.suture.cli;

import dev.suture.cli.report.PackageReport;
import dev.suture.pack.PackageReader;
import dev.suture.pack.SigningKeys;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Checks a package: every file against its digest, every hot patch against what the package says of it, and"
                    + " the signature if a key is given.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is whole, and signed with the key if one is given",
            "2:it is missing, cut short or broken",
            "3:it is refused: a digest or the signature does not fit, or it holds what it must not"
        })
final class PackageVerifyCommand extends BasicCommand {
    @Parameters(paramLabel = "PACKAGE", description = "The package: an archive or a folder.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "PUB.pem",
            description = "Demand a signature that fits this Ed25519 public key.")
    private Optional<Path> key;

    @Override
    int execute() {
        PackageReader.Read read = surroundings().files().check(file, key.map(SigningKeys::publicKey));
        out().println("%s is whole: %s; %s."
                .formatted(
                        file,
                        PackageReport.files(read.manifest()),
                        read.signature().label()));
        return ExitCode.DONE;
    }
}
