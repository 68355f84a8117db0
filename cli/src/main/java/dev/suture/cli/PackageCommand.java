package dev.suture.cli;

import dev.suture.build.SourceDate;
import dev.suture.cli.report.PackageReport;
import dev.suture.manager.PatchFiles;
import dev.suture.pack.DebPackage;
import dev.suture.pack.DistributionPackage;
import dev.suture.pack.PackageReader;
import dev.suture.pack.PackageWriter;
import dev.suture.pack.RpmPackage;
import dev.suture.pack.SigningKeys;
import dev.suture.pack.TemporaryFolder;
import dev.suture.pack.VerifiedPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "package",
        description = {
            "Makes a patch package of hot patches, and packages of the distributions that install one.",
            "",
            "  suture package FIX.upatch -o fix.tar.zst --source-patch FIX.patch --report diff.json",
            "  suture package fix.tar.zst --deb fix.deb --rpm fix.rpm",
            "  suture package verify fix.tar.zst --key PUB.pem",
            "",
            "The same input gives the same bytes; SOURCE_DATE_EPOCH gives the time that is recorded.",
            ""
        },
        sortOptions = false,
        subcommands = {PackageVerifyCommand.class, PackageInfoCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the package is made", "2:trouble", "3:a package that was given is refused"})
final class PackageCommand extends BasicCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "PATCH|PACKAGE",
            description = "Hot patch files that belong together, or one package to wrap.")
    private List<Path> inputs = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Where the package goes: an archive if the name ends in .tar.zst, else a folder.")
    private Optional<Path> output;

    @Option(names = "--deb", paramLabel = "OUT.deb", description = "Write a Debian package that installs it.")
    private Optional<Path> deb;

    @Option(names = "--rpm", paramLabel = "OUT.rpm", description = "Write an RPM package that installs it.")
    private Optional<Path> rpm;

    @ArgGroup(exclusive = false, heading = "%nWhat a new package says of itself:%n")
    private PackageDescription description = new PackageDescription();

    @Option(
            names = "--maintainer",
            paramLabel = "NAME <MAIL>",
            defaultValue = "Unknown maintainer <root@localhost>",
            description = "Who answers for the .deb or .rpm (default: ${DEFAULT-VALUE}).")
    private String maintainer;

    @Option(
            names = "--license",
            paramLabel = "LICENSE",
            defaultValue = "unspecified",
            description = "License of the patch, for the .rpm (default: ${DEFAULT-VALUE}).")
    private String license;

    @Override
    int execute() throws IOException {
        if (inputs.isEmpty()) {
            throw new ParameterException(spec().commandLine(), "A hot patch or a package is missing.");
        }
        if (output.isEmpty() && deb.isEmpty() && rpm.isEmpty()) {
            throw new ParameterException(spec().commandLine(), "Say where it goes: -o, --deb or --rpm.");
        }
        Instant time = SourceDate.of(System.getenv());
        try (TemporaryFolder folder = new TemporaryFolder()) {
            write(source(folder.path(), time), time);
        }
        return ExitCode.DONE;
    }

    private VerifiedPackage source(Path folder, Instant time) {
        PatchFiles files = surroundings().files();
        List<Path> packages = inputs.stream().filter(PackageReader::recognises).toList();
        if (packages.isEmpty()) {
            PackageWriter writer = new PackageWriter(description.labels().key().map(SigningKeys::privateKey), time);
            return writer.writeInto(description.contents(inputs, files::read, Suture.Version.number()), folder);
        }
        if (inputs.size() > 1) {
            throw new ParameterException(spec().commandLine(), "Give hot patches, or one package and nothing else.");
        }
        if (description.isGiven()) {
            throw new ParameterException(
                    spec().commandLine(),
                    "What %s says of itself is not changed; give its hot patches instead."
                            .formatted(packages.getFirst()));
        }
        return new PackageReader(Optional.empty()).unpack(packages.getFirst(), folder);
    }

    private void write(VerifiedPackage source, Instant time) throws IOException {
        PackageReport report = new PackageReport(surroundings().palette());
        if (output.isPresent()) {
            source.writeTo(output.get(), time);
            report.written(output.get(), out());
        }
        DistributionPackage.Labels labels = new DistributionPackage.Labels(maintainer, license);
        if (deb.isPresent()) {
            DebPackage.write(source, labels, time, deb.get());
            report.written(deb.get(), out());
        }
        if (rpm.isPresent()) {
            RpmPackage.write(source, labels, time, rpm.get());
            report.written(rpm.get(), out());
        }
        report.info(new PackageReader.Read(source.manifest(), source.signature()), out());
    }
}
