package dev.suture.cli;

import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.PackageReport;
import dev.suture.cli.report.PatchReport;
import dev.suture.manager.PatchService;
import dev.suture.manager.StoredPatch;
import dev.suture.pack.PackageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "info",
        description = {
            "Shows what a patch or a patch package says of itself, without a look at any process. Nothing is added to the"
                    + " store.",
            ""
        },
        sortOptions = false)
final class InfoCommand extends BasicCommand {
    @Parameters(
            paramLabel = "ID",
            description =
                    "A package (archive, folder, or the NAME or NAME-VERSION-RELEASE of an installed one), a patch"
                            + " file, or a patch: UUID or its first 8 characters, NAME, TARGET/NAME.")
    private String identifier;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    int execute() throws IOException {
        PatchService service = surroundings().service().get();
        Optional<Path> installed = service.installed().stream()
                .filter(p -> List.of(
                                p.manifest().name().name(),
                                p.manifest().name().toString(),
                                p.manifest().uuid())
                        .contains(identifier))
                .map(p -> p.folder())
                .findFirst();
        Optional<Path> source =
                installed.or(() -> Optional.of(Path.of(identifier)).filter(PackageReader::recognises));
        if (source.isPresent()) {
            print(new PackageReader(Optional.empty()).read(source.get()));
            return ExitCode.DONE;
        }
        Path file = Path.of(identifier);
        List<StoredPatch> known = service.known(identifier);
        if (known.isEmpty() && Files.isRegularFile(file)) {
            known = List.of(new StoredPatch(surroundings().files().read(file), file, ""));
        }
        if (known.isEmpty()) {
            known = service.find(identifier, Optional.empty()); // Says that there is none, and what there is.
        }
        if (json) {
            out().println(JsonReport.list(known, service.wanted(), List.of(), List.of()));
        } else {
            PatchReport report = new PatchReport(surroundings().palette());
            known.forEach(p -> report.info(p, out()));
        }
        return ExitCode.DONE;
    }

    private void print(PackageReader.Read read) throws IOException {
        if (json) {
            out().println(PackageReport.json(read));
        } else {
            new PackageReport(surroundings().palette()).info(read, out());
        }
    }
}
