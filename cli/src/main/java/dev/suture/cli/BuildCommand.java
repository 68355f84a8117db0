package dev.suture.cli;

import dev.suture.cli.report.PatchReport;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffException;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.elf.ElfFormatException;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.source.SourceHotPatch;
import dev.suture.source.TargetFile;
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
            "Makes a hot patch for a target ELF: from source patches and the source of the target, or from two builds of"
                    + " it that are there.",
            "",
            "Sources are built in a copy, without and with the patches; only what the patches touch is compiled twice.",
            "Stack traces of failures: suture --debug build ...",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "suture build --source DIR --patch FILE... --target ELF... -o FILE [OPTIONS]",
            "       suture build --deb NAME[=VERSION] --patch FILE... -o FILE [OPTIONS]",
            "       suture build --srpm FILE --patch FILE... --target ELF... -o FILE [OPTIONS]",
            "       suture build --base DIR|OBJ --patched DIR|OBJ --target ELF -o FILE [OPTIONS]"
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the hot patch is made", "2:trouble", "3:a rule forbids it, or there is nothing to patch"})
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
            description = "The program or library that the processes run; for several give it again.")
    private List<Path> targets = List.of();

    @Option(
            names = {"--debug", "--debug-file"},
            paramLabel = "FILE",
            description = "File with the symbols of a stripped target; belongs to the target of its build-id.")
    private List<Path> debugFiles = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name to know the patch by (default: name of the output file).")
    private Optional<String> name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where the hot patch goes; with several targets the folder for one each.")
    private Path output;

    @ArgGroup(validate = false, heading = "%nFrom source:%n")
    private SourceOptions source = new SourceOptions();

    @ArgGroup(validate = false, heading = "%nFrom two builds:%n")
    private ReadyObjects ready = new ReadyObjects();

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
    public Integer call() {
        String patchName = name.orElseGet(() -> output.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", ""));
        if (source.isGiven() == (ready.base.isPresent() || ready.patched.isPresent())) {
            throw misuse("Give one of --source, --deb and --srpm, or both --base and --patched.");
        }
        if (source.isGiven()) {
            fromSource(patchName);
        } else {
            fromObjects(patchName);
        }
        return ExitCode.DONE;
    }

    private ParameterException misuse(String text) {
        return new ParameterException(spec().commandLine(), text);
    }

    private void fromObjects(String patchName) {
        if (ready.base.isEmpty() || ready.patched.isEmpty() || targets.size() != 1 || debugFiles.size() > 1) {
            throw misuse("Two builds take --base, --patched and one --target, and at most one --debug-file.");
        }
        BuildRequest request = new BuildRequest(
                patchName,
                ready.base.get(),
                ready.patched.get(),
                targets.getFirst(),
                debugFiles.stream().findFirst(),
                output);
        report().built(build(request, Progress.NONE), out());
    }

    private void fromSource(String patchName) {
        source.problem().ifPresent(problem -> {
            throw misuse(problem);
        });
        List<TargetFile> files = new TargetFiles(debugFiles).of(targets);
        surroundings().cancellation().delicate();
        SourceHotPatch.Result result;
        try (BuildProgress progress = new BuildProgress(
                err(), surroundings().errorTerminal(), surroundings().cancellation())) {
            result = new SourceHotPatch(this::build).build(source.request(files), patchName, output, progress);
        }
        result.patches().forEach(p -> report().built(p, out()));
        new SourceBuildReport(surroundings().palette()).print(result, out());
    }

    private PatchReport report() {
        return new PatchReport(surroundings().palette());
    }

    private BuiltPatch build(BuildRequest request, Progress progress) {
        try {
            return surroundings().files().build(kind, request, progress);
        } catch (PatchException e) {
            if (e.kind() == PatchException.Kind.REFUSED) {
                printFindings(request);
            }
            throw e;
        }
    }

    /** All that stands in the way, not only what the builder met first. */
    private void printFindings(BuildRequest request) {
        try {
            report().findings(
                            new TreeDiff(new DiffEngine(UserspaceRules.all()))
                                    .compare(request.base(), request.patched(), DiffProgress.NONE),
                            err());
        } catch (DiffException | ElfFormatException e) {
            // The builder's own words follow and say what is wrong.
        }
    }
}
