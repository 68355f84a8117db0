package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Token;
import java.util.List;
import java.util.Optional;

/**
 * A change's rows with all that is to be known of them as a whole, so that the FX thread need not walk through them.
 *
 * @param rows one for each line
 * @param differences the runs of rows that differ, in order
 * @param columns characters in the longest line of either side
 * @param digits hexadecimal digits that the largest offset takes
 */
public record RenderedDiff(List<DiffRow> rows, List<Difference> differences, int columns, int digits) {
    private static final int MIN_DIGITS = 3;

    public RenderedDiff {
        rows = List.copyOf(rows);
        differences = List.copyOf(differences);
    }

    static RenderedDiff of(List<DiffRow> rows) {
        int columns = 0;
        long offset = 0;
        for (DiffRow row : rows) {
            columns = Math.max(columns, Math.max(length(row.base()), length(row.patched())));
            offset = Math.max(offset, Math.max(offset(row.base()), offset(row.patched())));
        }
        return new RenderedDiff(
                rows,
                Difference.in(rows),
                columns,
                Math.max(MIN_DIGITS, Long.toHexString(offset).length()));
    }

    private static long offset(Optional<Cell> cell) {
        return cell.isPresent() ? cell.get().offset() : 0;
    }

    private static int length(Optional<Cell> cell) {
        int length = 0;
        if (cell.isPresent()) {
            for (Token token : cell.get().tokens()) {
                length += token.text().length();
            }
        }
        return length;
    }
}
