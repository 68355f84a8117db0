package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Kind;
import java.util.List;

/**
 * A change's rows with all that is to be known of them as a whole, so that the FX thread need not walk through them.
 *
 * @param rows the rows of both sides
 * @param differences the runs of rows that differ, in order
 * @param hasSource whether source lines are among the rows
 * @param lineNumbers whether the rows are the source itself, and offsets its lines
 */
public record RenderedDiff(List<DiffRow> rows, List<Difference> differences, boolean hasSource, boolean lineNumbers) {
    public RenderedDiff {
        rows = List.copyOf(rows);
        differences = List.copyOf(differences);
    }

    static RenderedDiff of(List<DiffRow> rows) {
        boolean source = rows.stream().anyMatch(r -> r.kind() == Kind.SOURCE);
        return new RenderedDiff(rows, Difference.in(rows), source, false);
    }

    /** Rows that are the source itself. */
    static RenderedDiff ofSource(List<DiffRow> rows) {
        return new RenderedDiff(rows, Difference.in(rows), true, true);
    }
}
