package dev.suture.cli.report;

import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Base on the left, patched on the right, each in half of the width. */
final class SideBySide implements RowPrinter {
    /** Two margins, the sign between the cells and two offsets. */
    private static final int FRAME = 18;

    /** Width of an offset and the room after it. */
    private static final int OFFSET = 6;

    private static final int NARROWEST = 20;

    private final Palette palette;
    private final int width;

    SideBySide(Palette palette, int columns) {
        this.palette = palette;
        this.width = Math.max(NARROWEST, (columns - FRAME) / 2);
    }

    @Override
    public void print(List<DiffRow> rows, PrintWriter out) {
        for (DiffRow row : rows) {
            Status status = RowPrinter.status(row);
            String sign = status == Status.UNCHANGED ? " " : TextReport.sign(status);
            String line = "  %s %s %s"
                    .formatted(cell(row.base(), row), palette.status(status, sign), cell(row.patched(), row));
            out.println(line.stripTrailing());
        }
    }

    /** A cell in exactly the given width, without counting its offset. */
    private String cell(Optional<DiffRow.Cell> cell, DiffRow row) {
        if (cell.isEmpty()) {
            return " ".repeat(width + OFFSET);
        }
        StringBuilder text =
                new StringBuilder(palette.dim("%4x  ".formatted(cell.get().offset())));
        int left = width;
        for (DiffRow.Token token : cell.get().tokens()) {
            String shown = token.text().length() <= left ? token.text() : cut(token.text(), left);
            text.append(RowPrinter.isMarked(row, token) ? palette.status(RowPrinter.status(row), shown) : shown);
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
}
