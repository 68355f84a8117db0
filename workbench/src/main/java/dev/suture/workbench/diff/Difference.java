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

    /** All runs, in order. */
    static List<Difference> in(List<DiffRow> rows) {
        List<Difference> found = new ArrayList<>();
        int first = -1;
        Kind kind = Kind.SAME;
        for (int row = 0; row <= rows.size(); row++) {
            Kind here = row < rows.size() ? rows.get(row).kind() : Kind.SAME;
            if (here == Kind.SOURCE) {
                here = Kind.SAME; // A heading of the rows below it, no difference of the code.
            }
            if (here != Kind.SAME && first < 0) {
                first = row;
                kind = here;
            } else if (here != Kind.SAME) {
                kind = kind == here ? kind : Kind.CHANGED;
            } else if (first >= 0) {
                found.add(new Difference(first, row - 1, kind));
                first = -1;
            }
        }
        return List.copyOf(found);
    }
}
