package dev.suture.cli;

import dev.suture.cli.report.Layout;
import dev.suture.cli.report.Palette;
import dev.suture.cli.report.RowsReport;
import dev.suture.cli.report.TextReport;
import dev.suture.report.html.HtmlReport;
import dev.suture.report.html.RowsWanted;
import dev.suture.report.html.SourceWanted;
import dev.suture.report.json.DiffJson;
import dev.suture.report.view.ChangeRows;
import dev.suture.report.view.ReportView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where and how a comparison is written. */
final class DiffOutput {
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
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "When to use colours (default: ${DEFAULT-VALUE}, that is, on a terminal).")
    private Colour colour;

    /** Reads how many rows are wanted. */
    static final class RowsConverter extends SentenceConverter<RowsWanted> {
        RowsConverter() {
            super(RowsWanted::parse);
        }
    }

    /** Writes what is shown of a comparison, to where the options say. */
    void write(ReportView view, Surroundings surroundings, PrintWriter out) throws IOException {
        if (output.isEmpty()) {
            print(view, surroundings, out);
            return;
        }
        try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(output.get(), StandardCharsets.UTF_8))) {
            print(view, surroundings, file);
            if (file.checkError()) {
                throw new IOException("%s could not be written completely.".formatted(output.get()));
            }
        }
    }

    private void print(ReportView view, Surroundings surroundings, PrintWriter to) throws IOException {
        if (function.isPresent()) {
            printFunction(function.get(), view, surroundings, to);
            return;
        }
        switch (format) {
            case TEXT ->
                new TextReport(palette(surroundings), layout().map(l -> rowsReport(surroundings))).print(view, to);
            case JSON -> to.println(DiffJson.of(view));
            case HTML -> new HtmlReport(rows, SourceWanted.of(source)).print(view, to);
        }
    }

    private void printFunction(String name, ReportView view, Surroundings surroundings, PrintWriter to)
            throws IOException {
        List<ChangeRows> changes = ChangeRows.named(view.report(), name, source.orElse(false));
        switch (format) {
            case TEXT -> rowsReport(surroundings).print(changes, to);
            case JSON -> to.println(RowsReport.json(changes));
            case HTML -> new HtmlReport(RowsWanted.ALL, SourceWanted.of(source)).print(view.only(changes), to);
        }
    }

    /** picocli leaves a group null where none of it is given, and knows no Optional there. */
    private Optional<Layout> layout() {
        return Optional.ofNullable(layoutOptions).map(LayoutOptions::layout);
    }

    private RowsReport rowsReport(Surroundings surroundings) {
        return new RowsReport(
                palette(surroundings),
                layout().orElse(Layout.SIDE_BY_SIDE),
                surroundings.columns(),
                context.map(c -> Math.max(0, c)).orElse(RowsReport.ALL));
    }

    private Palette palette(Surroundings surroundings) {
        return switch (colour) {
            case AUTO -> output.isPresent() ? Palette.PLAIN : surroundings.palette();
            case ALWAYS -> new Palette(true);
            case NEVER -> Palette.PLAIN;
        };
    }
}
