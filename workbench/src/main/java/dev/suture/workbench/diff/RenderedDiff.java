package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import java.util.List;

/**
 * A change's rows, ready to be drawn.
 *
 * @param rows one for each line
 * @param differences the runs of rows that differ
 * @param base the left side's document
 * @param patched the right side's document
 */
public record RenderedDiff(List<DiffRow> rows, List<Difference> differences, SideDocument base, SideDocument patched) {
    public RenderedDiff {
        rows = List.copyOf(rows);
        differences = List.copyOf(differences);
    }

    static RenderedDiff of(List<DiffRow> rows) {
        return new RenderedDiff(
                rows,
                Difference.in(rows),
                SideDocument.of(rows, DiffRow::base),
                SideDocument.of(rows, DiffRow::patched));
    }
}
