package dev.suture.cli;

import dev.suture.build.BuildInput;
import dev.suture.build.BuildOrder;
import dev.suture.build.BuildOutput;
import dev.suture.build.BuildResult;
import dev.suture.build.HotPatchBuild;
import dev.suture.build.TargetFiles;
import dev.suture.cli.report.PatchReport;
import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.Progress;
import dev.suture.source.BuildWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "build",
        description = {
            "Makes a hot patch for a target ELF, or a patch package: from source patches and the source of the target,"
                    + " or from two builds of it that are there.",
            "",
            "Sources are built in a copy, without and with the patches; only what the patches touch is compiled twice.",
            "Stack traces of failures: suture --debug build ...",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "suture build --source DIR --patch FILE... --target ELF... -o OUT [OPTIONS]",
            "       suture build --deb NAME[=VERSION] --patch FILE... -o OUT [OPTIONS]",
            "       suture build --srpm FILE --patch FILE... --target ELF... -o OUT [OPTIONS]",
            "       suture build --base DIR|OBJ --patched DIR|OBJ --target ELF -o OUT [OPTIONS]"
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the hot patch or package is made",
            "2:trouble",
            "3:a rule forbids it, or there is nothing to patch"
        })
final class BuildCommand extends CommonOptions implements Callable<Integer> {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "upatch",
            description = "Kind of hot patch (default: ${DEFAULT-VALUE}).")
    private String kind;

    @Option(
            names = "--target",
            paramLabel = "ELF",
            description =
                    "The program or library that the processes run, or, from source with --work, the name of one that"
                            + " the base build links; for several give it again.")
    private List<Path> targets = List.of();

    @Option(
            names = {"--debug", "--debug-file"},
            paramLabel = "FILE",
            description = "File with the symbols of a stripped target; belongs to the target of its build-id.")
    private List<Path> debugFiles = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name to know the patch and its package by (default: name of the output).")
    private Optional<String> name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            required = true,
            description = "Where it goes: a patch package if the name ends in .tar.zst, or in / for a folder; else the"
                    + " bare hot patch, and with several targets a folder for one each.")
    private String output;

    @ArgGroup(validate = false, heading = "%nFrom source:%n")
    private SourceOptions source = new SourceOptions();

    @ArgGroup(validate = false, heading = "%nFrom two builds:%n")
    private ReadyObjects ready = new ReadyObjects();

    @ArgGroup(validate = false, heading = "%nWhat a patch package says of itself:%n")
    private PackageOptions labels = new PackageOptions();

    /** Builds that are there already. */
    static final class ReadyObjects {
        @Option(
                names = "--base",
                paramLabel = "DIR|OBJ",
                description = "Object file or build folder without the change, compiled with -ffunction-sections"
                        + " -fdata-sections; the target is linked from it.")
        private Optional<Path> base = Optional.empty();

        @Option(names = "--patched", paramLabel = "DIR|OBJ", description = "The same with the change.")
        private Optional<Path> patched = Optional.empty();
    }

    @Override
    public Integer call() throws IOException {
        if (source.isGiven() == (ready.base.isPresent() || ready.patched.isPresent())) {
            throw misuse("Give one of --source, --deb and --srpm, or both --base and --patched.");
        }
        source.problem().filter(p -> source.isGiven()).ifPresent(problem -> {
            throw misuse(problem);
        });
        surroundings()
                .cancellation()
                .delicate("The build did not end in time; with the same --work folder the next run goes on from it.");
        new BuildReport(surroundings().palette()).print(build(order()), out());
        return ExitCode.DONE;
    }

    /** What is asked for. */
    BuildOrder order() {
        return new BuildOrder(
                source.isGiven() ? fromSource() : fromBuilds(),
                kind,
                name.orElseGet(() -> BuildOutput.standardName(output)),
                place());
    }

    private BuildOutput place() {
        Path path = Path.of(output);
        if (BuildOutput.isPackage(output)) {
            return new BuildOutput.PatchPackage(path, labels.labels());
        }
        if (labels.isGiven()) {
            throw misuse("Only a patch package has a version, a description, a signature and so on:"
                    + " let the name after -o end in .tar.zst, or in / for a folder.");
        }
        return new BuildOutput.HotPatches(path);
    }

    private ParameterException misuse(String text) {
        return new ParameterException(spec().commandLine(), text);
    }

    private BuildInput fromBuilds() {
        if (ready.base.isEmpty() || ready.patched.isEmpty() || targets.size() != 1 || debugFiles.size() > 1) {
            throw misuse("Two builds take --base, --patched and one --target, and at most one --debug-file.");
        }
        return new BuildInput.FromBuilds(
                ready.base.get(),
                ready.patched.get(),
                new TargetFiles(debugFiles).of(targets).getFirst());
    }

    private BuildInput fromSource() {
        return new BuildInput.FromSource(source.request(new TargetFiles(debugFiles).of(targets)));
    }

    private BuildResult build(BuildOrder order) {
        Optional<LiveLine> line =
                Optional.of(new LiveLine(err())).filter(l -> surroundings().errorTerminal());
        return switch (order.input()) {
            case BuildInput.FromSource _ -> {
                source.note().ifPresent(err()::println);
                try (BuildProgress progress =
                        new BuildProgress(err(), line, surroundings().cancellation())) {
                    yield build(order, progress);
                }
            }
            case BuildInput.FromBuilds _ -> {
                try (ProgressLine progress =
                        new ProgressLine(new LiveLine(err()), surroundings().cancellation())) {
                    yield build(order, line.isPresent() ? progress : Progress.NONE);
                }
            }
        };
    }

    private BuildResult build(BuildOrder order, Progress progress) {
        PatchBuilder builder = new TellingBuilder(
                surroundings().files().builder(order.kind()),
                new PatchReport(surroundings().palette()),
                err());
        return new HotPatchBuild(builder, Suture.Version.number()).run(order, BuildWatch.of(progress));
    }
}
