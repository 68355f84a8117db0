package dev.suture.cli;

import dev.suture.cli.html.HtmlReport;
import dev.suture.cli.html.RowsWanted;
import dev.suture.cli.html.SourceWanted;
import dev.suture.cli.report.JsonReport;
import dev.suture.cli.report.Layout;
import dev.suture.cli.report.Palette;
import dev.suture.cli.report.RowsReport;
import dev.suture.cli.report.TextReport;
import dev.suture.cli.view.ChangeFilter;
import dev.suture.cli.view.ChangeRows;
import dev.suture.cli.view.ReportView;
import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffOptions;
import dev.suture.diff.DiffOptions.LineNumberFilter;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.DiffReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "diff",
        description = {
            "Shows which functions and data differ between two builds, and why.",
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
        },
        footer = {
            "",
            "A filter is made of words that must all hold: text that a name contains, or KEY:VALUE[,VALUE...] with",
            "the keys status, kind, reason, severity, finding, section, object, text, suppressed; - in front turns a",
            "word round. Counts and exit codes are of the whole comparison whatever the filter shows.",
            "Example: suture diff base patched --filter 'status:added kind:function -http'"
        })
final class DiffCommand extends BasicCommand {
    /** How the result is written. */
    enum Format {
        TEXT,
        JSON,
        HTML;

        /** As people type it, and as completion offers it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When colours are used. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "BASE",
            description = "Object, archive, linked file or build folder without the change.")
    private Path base;

    @Parameters(index = "1", paramLabel = "PATCHED", description = "The same with the change.")
    private Path patched;

    @Option(
            names = "--format",
            paramLabel = "text|json|html",
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
            description =
                    "Show the rows of this function or datum instead of the overview; [OBJECT:]NAME, mangled or not.")
    private Optional<String> function;

    @Option(
            names = "--filter",
            paramLabel = "WORDS",
            converter = FilterConverter.class,
            description = "Show only what these words select; see below.")
    private Optional<ChangeFilter> filter;

    @ArgGroup
    private LayoutOptions layoutOptions;

    /** One of the two; given without --function, text gets the rows of every change. */
    static final class LayoutOptions {
        @Option(names = "--unified", description = "Draw rows one below the other.")
        private boolean unified;

        @Option(names = "--side-by-side", description = "Draw rows base left, patched right (default).")
        private boolean sideBySide;

        Layout layout() {
            return unified ? Layout.UNIFIED : Layout.SIDE_BY_SIDE;
        }
    }

    @Option(
            names = "--source",
            negatable = true,
            description = {
                "Put source lines between the instructions: in text with --function; in HTML also without being",
                "asked where sources can be read. Needs debugging information."
            })
    private Optional<Boolean> source;

    @Option(
            names = "--context",
            paramLabel = "ROWS",
            description = "Keep so many unchanged rows around differences in text (default: all).")
    private Optional<Integer> context;

    @Option(
            names = "--rows",
            paramLabel = "all|none|N",
            defaultValue = "200",
            converter = RowsConverter.class,
            description = "Of how many changes an HTML page holds the rows (default: ${DEFAULT-VALUE}).")
    private RowsWanted rows;

    @Option(
            names = "--line-number-filter",
            negatable = true,
            description = "Set aside (or do not) what differs in line numbers only (default: for kernel objects).")
    private Optional<Boolean> lineNumberFilter;

    @Option(names = "--check", description = "Exit with 3 if a rule forbids making a hot patch of the differences.")
    private boolean check;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "When to use colours (default: ${DEFAULT-VALUE}, that is, on a terminal).")
    private Colour colour;

    /** Reads a filter. */
    static final class FilterConverter implements ITypeConverter<ChangeFilter> {
        @Override
        public ChangeFilter convert(String value) {
            try {
                return ChangeFilter.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads how many rows are wanted. */
    static final class RowsConverter implements ITypeConverter<RowsWanted> {
        @Override
        public RowsWanted convert(String value) {
            try {
                return RowsWanted.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    int execute() throws IOException {
        DiffReport report = compare();
        ReportView view = ReportView.of(report, filter.orElse(ChangeFilter.EVERYTHING));
        if (output.isPresent()) {
            try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(output.get(), StandardCharsets.UTF_8))) {
                write(view, file);
                if (file.checkError()) {
                    throw new IOException("%s could not be written completely.".formatted(output.get()));
                }
            }
        } else {
            write(view, out());
        }
        if (check && !report.patchable()) {
            return ExitCode.REFUSED;
        }
        return report.hasDifferences() ? ExitCode.DIFFERENT : ExitCode.DONE;
    }

    private DiffReport compare() {
        if (!surroundings().errorTerminal()) {
            return compare(DiffProgress.NONE);
        }
        try (ProgressLine progress = new ProgressLine(err(), surroundings().cancellation())) {
            return compare(progress);
        }
    }

    private DiffReport compare(DiffProgress progress) {
        LineNumberFilter lines = lineNumberFilter
                .map(on -> on ? LineNumberFilter.ON : LineNumberFilter.OFF)
                .orElse(DiffOptions.DEFAULT.lineNumberFilter());
        DiffEngine engine = new DiffEngine(UserspaceRules.all(), new DiffOptions(lines));
        return new TreeDiff(engine).compare(base, patched, progress);
    }

    private void write(ReportView view, PrintWriter to) throws IOException {
        if (function.isPresent()) {
            writeFunction(ChangeRows.named(view.report(), function.get(), source.orElse(false)), view, to);
            return;
        }
        switch (format) {
            case TEXT -> new TextReport(palette(), layout().map(l -> rowsReport())).print(view, to);
            case JSON -> to.println(JsonReport.of(view));
            case HTML -> new HtmlReport(rows, SourceWanted.of(source)).print(view, to);
        }
    }

    private void writeFunction(List<ChangeRows> changes, ReportView view, PrintWriter to) throws IOException {
        switch (format) {
            case TEXT -> rowsReport().print(changes, to);
            case JSON -> to.println(RowsReport.json(changes));
            case HTML -> new HtmlReport(RowsWanted.ALL, SourceWanted.of(source)).print(view.only(changes), to);
        }
    }

    /** picocli leaves a group null where none of it is given, and knows no Optional there. */
    private Optional<Layout> layout() {
        return Optional.ofNullable(layoutOptions).map(LayoutOptions::layout);
    }

    private RowsReport rowsReport() {
        return new RowsReport(
                palette(),
                layout().orElse(Layout.SIDE_BY_SIDE),
                surroundings().columns(),
                context.map(c -> Math.max(0, c)).orElse(RowsReport.ALL));
    }

    private Palette palette() {
        return switch (colour) {
            case AUTO -> output.isPresent() ? Palette.PLAIN : surroundings().palette();
            case ALWAYS -> new Palette(true);
            case NEVER -> Palette.PLAIN;
        };
    }
}
