package dev.suture.workbench.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Neighbouring rows that are all shown, or all hidden behind one line.
 *
 * @param first index of the first row
 * @param last index of the last
 * @param folded whether they are hidden
 */
public record Stretch(int first, int last, boolean folded) {
    /** Equal rows that stay beside a difference: enough to see where one is. */
    private static final int CONTEXT = 5;

    /** Fewer than these are not worth a line that hides them. */
    private static final int FEWEST = 8;

    /**
     * Cuts rows into stretches. What is the same on both sides and not near a difference is folded; where nothing differs,
     * nothing is.
     *
     * @param rows how many rows there are
     * @param differences the runs that differ, in order
     * @param opened first rows of the folds that the user opened
     */
    public static List<Stretch> of(int rows, List<Difference> differences, Set<Integer> opened) {
        if (rows == 0) {
            return List.of();
        }
        if (differences.isEmpty()) {
            return List.of(new Stretch(0, rows - 1, false));
        }
        List<Stretch> stretches = new ArrayList<>();
        int shownFrom = 0;
        int equalFrom = 0;
        for (int i = 0; i <= differences.size(); i++) {
            boolean end = i == differences.size();
            int from = equalFrom == 0 ? 0 : equalFrom + CONTEXT;
            int to = end ? rows - 1 : differences.get(i).first() - 1 - CONTEXT;
            if (to - from + 1 >= FEWEST && !opened.contains(from)) {
                if (from > shownFrom) {
                    stretches.add(new Stretch(shownFrom, from - 1, false));
                }
                stretches.add(new Stretch(from, to, true));
                shownFrom = to + 1;
            }
            equalFrom = end ? rows : differences.get(i).last() + 1;
        }
        if (shownFrom < rows) {
            stretches.add(new Stretch(shownFrom, rows - 1, false));
        }
        return List.copyOf(stretches);
    }
}
