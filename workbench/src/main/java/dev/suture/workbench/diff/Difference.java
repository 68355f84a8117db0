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
 */
public record Difference(int first, int last) {
    public boolean contains(int row) {
        return first <= row && row <= last;
    }

    /** All runs, in order. */
    static List<Difference> in(List<DiffRow> rows) {
        List<Difference> found = new ArrayList<>();
        int first = -1;
        for (int row = 0; row <= rows.size(); row++) {
            boolean differs = row < rows.size() && rows.get(row).kind() != Kind.SAME;
            if (differs && first < 0) {
                first = row;
            } else if (!differs && first >= 0) {
                found.add(new Difference(first, row - 1));
                first = -1;
            }
        }
        return List.copyOf(found);
    }
}
