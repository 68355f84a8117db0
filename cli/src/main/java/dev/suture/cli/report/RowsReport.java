package dev.suture.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.RowRenderer;
import dev.suture.elf.asm.Disassemblers;
import dev.suture.plugin.PatchException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One change side by side: base on the left, patched on the right. */
public final class RowsReport {
    /** Two margins, the sign between the cells and two offsets. */
    private static final int FRAME = 18;

    /** Width of an offset and the room after it. */
    private static final int OFFSET = 6;

    private final ObjectDiff object;
    private final Change change;
    private final List<DiffRow> rows;

    private RowsReport(ObjectDiff object, Change change) {
        this.object = object;
        this.change = change;
        this.rows = new RowRenderer(Disassemblers.forMachine(
                        object.comparison().patched().file().header().machine()))
                .rows(object, change);
    }

    /**
     * The rows of a change, by its name.
     *
     * @throws PatchException if nothing of this name changed; it names what did
     */
    public static RowsReport of(DiffReport report, String name) {
        for (ObjectDiff object : report.objects()) {
            Optional<Change> found =
                    object.changes().stream().filter(c -> c.name().equals(name)).findFirst();
            if (found.isPresent()) {
                return new RowsReport(object, found.get());
            }
        }
        String changed = report.objects().stream()
                .flatMap(o -> o.changes().stream())
                .map(Change::name)
                .distinct()
                .limit(12)
                .collect(Collectors.joining(", "));
        throw new PatchException(
                PatchException.Kind.TROUBLE,
                "no-such-change",
                "Nothing called '%s' differs between %s and %s.".formatted(name, report.base(), report.patched()),
                changed.isEmpty() ? "There are no differences at all." : "What differs: %s.".formatted(changed));
    }

    /** Prints all rows. */
    public void print(PrintWriter out, Palette palette, int columns) {
        out.println(palette.bold("%s %s (%s)".formatted(TextReport.word(change.kind()), change.name(), object.name())));
        print(out, palette, columns, rows);
    }

    /** Prints at most so many rows, beginning shortly before the first that differs. */
    public void printExcerpt(PrintWriter out, Palette palette, int columns, int most) {
        int first = 0;
        while (first < rows.size() && rows.get(first).kind() == DiffRow.Kind.SAME) {
            first++;
        }
        int from = Math.clamp(first - 2L, 0, Math.max(0, rows.size() - most));
        int to = Math.min(rows.size(), from + most);
        print(out, palette, columns, rows.subList(from, to));
        if (to - from < rows.size()) {
            out.println(palette.dim("    ... %d of %d rows".formatted(to - from, rows.size())));
        }
    }

    private static void print(PrintWriter out, Palette palette, int columns, List<DiffRow> rows) {
        int width = Math.max(20, (columns - FRAME) / 2);
        for (DiffRow row : rows) {
            String line = "  %s %s %s"
                    .formatted(
                            cell(row.base(), row, palette, width),
                            palette.status(status(row), sign(row)),
                            cell(row.patched(), row, palette, width));
            out.println(line.stripTrailing());
        }
    }

    /** A cell in exactly the given width, without counting its offset. */
    private static String cell(Optional<DiffRow.Cell> cell, DiffRow row, Palette palette, int width) {
        if (cell.isEmpty()) {
            return " ".repeat(width + OFFSET);
        }
        StringBuilder text =
                new StringBuilder(palette.dim("%4x  ".formatted(cell.get().offset())));
        int left = width;
        for (DiffRow.Token token : cell.get().tokens()) {
            String shown = token.text().length() <= left ? token.text() : cut(token.text(), left);
            boolean marked = token.differs() || row.kind() != DiffRow.Kind.SAME && row.kind() != DiffRow.Kind.CHANGED;
            text.append(marked ? palette.status(status(row), shown) : shown);
            left -= shown.length();
            if (left == 0) {
                break;
            }
        }
        return text.append(" ".repeat(left)).toString();
    }

    private static String cut(String text, int length) {
        return length == 0 ? "" : text.substring(0, length - 1) + "…";
    }

    private static Status status(DiffRow row) {
        return switch (row.kind()) {
            case SAME -> Status.UNCHANGED;
            case CHANGED -> Status.CHANGED;
            case ADDED -> Status.ADDED;
            case DELETED -> Status.DELETED;
        };
    }

    private static String sign(DiffRow row) {
        return switch (row.kind()) {
            case SAME -> " ";
            case CHANGED -> "~";
            case ADDED -> "+";
            case DELETED -> "-";
        };
    }

    /** The rows as JSON. */
    public String json() throws JsonProcessingException {
        ObjectNode root = JsonReport.root();
        root.put("object", object.name()).put("name", change.name());
        ArrayNode nodes = root.putArray("rows");
        for (DiffRow row : rows) {
            ObjectNode node = nodes.addObject().put("kind", row.kind().name());
            row.base().ifPresent(c -> cell(c, node.putObject("base")));
            row.patched().ifPresent(c -> cell(c, node.putObject("patched")));
        }
        return JsonReport.write(root);
    }

    private static void cell(DiffRow.Cell cell, ObjectNode node) {
        node.put("offset", cell.offset()).put("text", cell.text());
    }
}
