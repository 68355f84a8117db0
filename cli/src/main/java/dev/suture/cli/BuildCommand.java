package dev.suture.cli;

import dev.suture.cli.report.PatchReport;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffException;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.elf.ElfFormatException;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "build",
        description = {
            "Makes a hot patch for a target ELF from two builds of it.",
            "",
            "Keep the object files of both builds, compiled with -ffunction-sections -fdata-sections.",
            "Stack traces of failures: suture --debug build ...",
            ""
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
            names = "--base",
            paramLabel = "DIR|OBJ",
            required = true,
            description = "Object file or build folder without the change.")
    private Path base;

    @Option(names = "--patched", paramLabel = "DIR|OBJ", required = true, description = "The same with the change.")
    private Path patched;

    @Option(
            names = "--target",
            paramLabel = "ELF",
            required = true,
            description = "The program or library that the processes run, linked from BASE.")
    private Path target;

    @Option(
            names = {"--debug", "--debug-file"},
            paramLabel = "FILE",
            description = "File with the target's symbols, where the target is stripped.")
    private Optional<Path> debugFile;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name to know the patch by (default: name of the output file).")
    private Optional<String> name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where the hot patch goes.")
    private Path output;

    @Override
    public Integer call() {
        String patchName = name.orElseGet(() -> output.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", ""));
        BuildRequest request = new BuildRequest(patchName, base, patched, target, debugFile, output);
        PatchReport report = new PatchReport(surroundings().palette());
        try {
            report.built(surroundings().manager().get().build(kind, request, Progress.NONE), out());
            return ExitCode.DONE;
        } catch (PatchException e) {
            if (e.kind() == PatchException.Kind.REFUSED) {
                printFindings(report);
            }
            throw e;
        }
    }

    /** All that stands in the way, not only what the builder met first. */
    private void printFindings(PatchReport report) {
        try {
            report.findings(
                    new TreeDiff(new DiffEngine(UserspaceRules.all())).compare(base, patched, DiffProgress.NONE),
                    err());
        } catch (DiffException | ElfFormatException e) {
            // The builder's own words follow and say what is wrong.
        }
    }
}
