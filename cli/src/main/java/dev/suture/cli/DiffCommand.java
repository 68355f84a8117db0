package dev.suture.cli;

import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.Palette;
import dev.suture.cli.report.RowsReport;
import dev.suture.cli.report.TextReport;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.DiffReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Shows which functions and data differ between two object files or build folders, and why.",
            "",
            "Meaning is compared, not encoding: renumbered labels and moved sections are no difference.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no differences",
            "1:differences",
            "2:trouble",
            "3:with --check: a rule forbids making a hot patch of them"
        })
final class DiffCommand extends BasicCommand {
    /** How the result is written. */
    enum Format {
        TEXT,
        JSON
    }

    /** When colours are used. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Parameters(index = "0", paramLabel = "BASE", description = "Object file or build folder without the change.")
    private Path base;

    @Parameters(index = "1", paramLabel = "PATCHED", description = "The same with the change.")
    private Path patched;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to write the result (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file instead of standard output.")
    private Optional<Path> output;

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description = "Show this function or datum side by side instead of the overview.")
    private Optional<String> function;

    @Option(names = "--check", description = "Exit with 3 if a rule forbids making a hot patch of the differences.")
    private boolean check;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "When to use colours (default: ${DEFAULT-VALUE}, that is, on a terminal).")
    private Colour colour;

    @Override
    int execute() throws IOException {
        DiffReport report =
                new TreeDiff(new DiffEngine(UserspaceRules.all())).compare(base, patched, DiffProgress.NONE);
        if (output.isPresent()) {
            try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(output.get(), StandardCharsets.UTF_8))) {
                write(report, file);
                if (file.checkError()) {
                    throw new IOException("%s could not be written completely.".formatted(output.get()));
                }
            }
        } else {
            write(report, out());
        }
        if (check && !report.patchable()) {
            return ExitCode.REFUSED;
        }
        return report.hasDifferences() ? ExitCode.DIFFERENT : ExitCode.DONE;
    }

    private void write(DiffReport report, PrintWriter to) throws IOException {
        if (function.isPresent()) {
            RowsReport rows = RowsReport.of(report, function.get());
            switch (format) {
                case TEXT -> rows.print(to, palette(), surroundings().columns());
                case JSON -> to.println(rows.json());
            }
            return;
        }
        switch (format) {
            case TEXT -> new TextReport(palette()).print(report, to);
            case JSON -> to.println(JsonReport.of(report));
        }
    }

    private Palette palette() {
        return switch (colour) {
            case AUTO -> output.isPresent() ? Palette.PLAIN : surroundings().palette();
            case ALWAYS -> new Palette(true);
            case NEVER -> Palette.PLAIN;
        };
    }
}
