package dev.suture.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.diff.render.DiffRow;
import dev.suture.report.view.ChangeRows;
import dev.suture.report.view.Names;
import dev.suture.report.view.Stretch;
import java.io.PrintWriter;
import java.util.List;

/** Changes line by line, as text or JSON. */
public final class RowsReport {
    /** Rows of context that mean all of them. */
    public static final int ALL = Integer.MAX_VALUE;

    private final Palette palette;
    private final RowPrinter printer;
    private final int context;

    /**
     * @param columns width to fill
     * @param context how many unchanged rows to keep around those that differ
     */
    public RowsReport(Palette palette, Layout layout, int columns, int context) {
        this.palette = palette;
        this.printer = switch (layout) {
            case SIDE_BY_SIDE -> new SideBySide(palette, columns);
            case UNIFIED -> new Unified(palette);
        };
        this.context = context;
    }

    /** Prints changes, each under its name. */
    public void print(List<ChangeRows> changes, PrintWriter out) {
        for (ChangeRows change : changes) {
            out.println(palette.bold("%s %s (%s)"
                    .formatted(
                            TextReport.word(change.change().kind()),
                            Names.readable(change.change().name()),
                            change.object().name())));
            print(change, out);
        }
    }

    /** Prints the rows of a change. */
    public void print(ChangeRows change, PrintWriter out) {
        for (Stretch stretch : Stretch.fold(change.rows(), context)) {
            switch (stretch) {
                case Stretch.Shown(List<DiffRow> rows) -> printer.print(rows, out);
                case Stretch.Folded(int count) ->
                    out.println(palette.dim("    ... %d unchanged %s".formatted(count, count == 1 ? "row" : "rows")));
            }
        }
    }

    /** Prints at most so many rows, beginning shortly before the first that differs. */
    public void printExcerpt(ChangeRows change, PrintWriter out, int most) {
        List<DiffRow> rows = change.rows();
        int first = 0;
        while (first < rows.size() && !rows.get(first).differs()) {
            first++;
        }
        int from = Math.clamp(first - 2L, 0, Math.max(0, rows.size() - most));
        int to = Math.min(rows.size(), from + most);
        printer.print(rows.subList(from, to), out);
        if (to - from < rows.size()) {
            out.println(palette.dim("    ... %d of %d rows".formatted(to - from, rows.size())));
        }
    }

    /** The rows as JSON: the first change, and under {@code others} further ones of the same name. */
    public static String json(List<ChangeRows> changes) throws JsonProcessingException {
        ObjectNode root = JsonReport.root();
        put(changes.getFirst(), root);
        if (changes.size() > 1) {
            ArrayNode others = root.putArray("others");
            changes.stream().skip(1).forEach(c -> put(c, others.addObject()));
        }
        return JsonReport.write(root);
    }

    private static void put(ChangeRows change, ObjectNode node) {
        node.put("object", change.object().name())
                .put("name", change.change().name())
                .put("demangled", Names.readable(change.change().name()));
        ArrayNode rows = node.putArray("rows");
        for (DiffRow row : change.rows()) {
            ObjectNode child = rows.addObject().put("kind", row.kind().name());
            row.base().ifPresent(c -> cell(c, child.putObject("base")));
            row.patched().ifPresent(c -> cell(c, child.putObject("patched")));
        }
    }

    private static void cell(DiffRow.Cell cell, ObjectNode node) {
        node.put("offset", cell.offset()).put("text", cell.text());
    }
}
