package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of rows that are not the same on both sides.
 *
 * @param first index of its first row
 * @param last index of its last row
 * @param kind that of its rows, CHANGED if they are of several
 */
public record Difference(int first, int last, Kind kind) {
    public boolean contains(int row) {
        return first <= row && row <= last;
    }

    /**
     * All runs, in order. A source line is a heading of the rows below it and no difference of the code: it neither begins
     * a run nor ends one, so that there are as many runs with source lines as without.
     */
    public static List<Difference> in(List<DiffRow> rows) {
        List<Difference> found = new ArrayList<>();
        int first = -1;
        int last = -1;
        Kind kind = Kind.SAME;
        for (int row = 0; row < rows.size(); row++) {
            Kind here = rows.get(row).kind();
            if (here == Kind.SAME && first >= 0) {
                found.add(new Difference(first, last, kind));
                first = -1;
            } else if (here != Kind.SAME && here != Kind.SOURCE) {
                kind = first < 0 || kind == here ? here : Kind.CHANGED;
                first = first < 0 ? row : first;
                last = row;
            }
        }
        if (first >= 0) {
            found.add(new Difference(first, last, kind));
        }
        return List.copyOf(found);
    }
}
