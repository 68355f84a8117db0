package dev.suture.cli;

import dev.suture.cli.report.PackageReport;
import dev.suture.pack.PackageReader;
import dev.suture.pack.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "info",
        description = {"Shows what a package says of itself, after checking its digests.", ""},
        sortOptions = false)
final class PackageInfoCommand extends BasicCommand {
    @Parameters(paramLabel = "PACKAGE", description = "The package: an archive or a folder.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "PUB.pem",
            description = "Demand a signature that fits this Ed25519 public key.")
    private Optional<Path> key;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        PackageReader.Read read = new PackageReader(key.map(SigningKeys::publicKey)).read(file);
        if (json) {
            out().println(PackageReport.json(read));
        } else {
            new PackageReport(surroundings().palette()).info(read, out());
        }
        return ExitCode.DONE;
    }
}
