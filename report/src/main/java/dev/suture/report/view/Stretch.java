package dev.suture.report.view;

import dev.suture.diff.render.DiffRow;
import java.util.ArrayList;
import java.util.List;

/** Consecutive rows, shown or folded away. */
public sealed interface Stretch {
    /** Rows to draw. */
    record Shown(List<DiffRow> rows) implements Stretch {}

    /** So many rows that are the same on both sides and too far from any difference. */
    record Folded(int count) implements Stretch {}

    /** Folds what is more than {@code context} rows away from every row that differs. */
    static List<Stretch> fold(List<DiffRow> rows, int context) {
        if (context >= rows.size()) {
            return List.of(new Shown(rows));
        }
        List<Stretch> stretches = new ArrayList<>();
        int at = 0;
        while (at < rows.size()) {
            int end = at;
            boolean near = isNear(rows, at, context);
            while (end < rows.size() && isNear(rows, end, context) == near) {
                end++;
            }
            stretches.add(near ? new Shown(rows.subList(at, end)) : new Folded(end - at));
            at = end;
        }
        return stretches;
    }

    private static boolean isNear(List<DiffRow> rows, int index, int context) {
        int from = (int) Math.max(0, (long) index - context);
        int to = (int) Math.min(rows.size(), (long) index + context + 1);
        return rows.subList(from, to).stream().anyMatch(DiffRow::differs);
    }
}
