package dev.suture.diff.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Aligns two sequences of keys: patience first (keys that occur once on both sides, in their longest common order, are
 * anchors), then Myers' greedy algorithm between the anchors. Patience keeps the work near linear on real code and the
 * result stable where many lines are alike; Myers' part is bounded, so that two sequences with nothing in common cost
 * no more than one look.
 */
final class SequenceAligner {
    /** The most edits Myers' search looks for in one stretch; beyond that the stretch counts as replaced. */
    private static final int MAX_EDITS = 1000;
    /** How often anchors are looked for between anchors; each time all of the stretch is read. */
    private static final int DEEPEST = 64;

    private final Object[] left;
    private final Object[] right;
    private final int[] partner;

    private SequenceAligner(Object[] left, Object[] right) {
        this.left = left;
        this.right = right;
        this.partner = new int[left.length];
        Arrays.fill(partner, -1);
    }

    /** For each left position the right one it stands for, -1 for none; ascending where present. */
    static int[] align(Object[] left, Object[] right) {
        SequenceAligner aligner = new SequenceAligner(left, right);
        aligner.align(0, left.length, 0, right.length, DEEPEST);
        return aligner.partner;
    }

    private void align(int leftFrom, int leftTo, int rightFrom, int rightTo, int depth) {
        int a = leftFrom;
        int b = rightFrom;
        int aEnd = leftTo;
        int bEnd = rightTo;
        while (a < aEnd && b < bEnd && left[a].equals(right[b])) {
            partner[a++] = b++;
        }
        while (a < aEnd && b < bEnd && left[aEnd - 1].equals(right[bEnd - 1])) {
            partner[--aEnd] = --bEnd;
        }
        if (a == aEnd || b == bEnd) {
            return;
        }
        List<int[]> anchors = depth == 0 ? List.of() : anchors(a, aEnd, b, bEnd);
        if (anchors.isEmpty()) {
            myers(a, aEnd, b, bEnd);
            return;
        }
        for (int[] anchor : anchors) {
            align(a, anchor[0], b, anchor[1], depth - 1);
            partner[anchor[0]] = anchor[1];
            a = anchor[0] + 1;
            b = anchor[1] + 1;
        }
        align(a, aEnd, b, bEnd, depth - 1);
    }

    /** Positions of keys unique on both sides, thinned to the longest ascending run. */
    private List<int[]> anchors(int leftFrom, int leftTo, int rightFrom, int rightTo) {
        Map<Object, int[]> seen = new HashMap<>();
        for (int i = leftFrom; i < leftTo; i++) {
            int[] entry = seen.computeIfAbsent(left[i], k -> new int[] {0, 0, 0, 0});
            entry[0]++;
            entry[1] = i;
        }
        for (int i = rightFrom; i < rightTo; i++) {
            int[] entry = seen.get(right[i]);
            if (entry != null) {
                entry[2]++;
                entry[3] = i;
            }
        }
        List<int[]> unique = new ArrayList<>();
        for (int i = leftFrom; i < leftTo; i++) {
            int[] entry = seen.get(left[i]);
            if (entry[0] == 1 && entry[2] == 1) {
                unique.add(new int[] {i, entry[3]});
            }
        }
        return longestAscending(unique);
    }

    private static List<int[]> longestAscending(List<int[]> pairs) {
        int[] tails = new int[pairs.size()];
        int[] previous = new int[pairs.size()];
        int length = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs.get(tails[middle])[1] < pairs.get(i)[1]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : tails[low - 1];
            tails[low] = i;
            length = Math.max(length, low + 1);
        }
        List<int[]> result = new ArrayList<>();
        for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
            result.addFirst(pairs.get(i));
        }
        return result;
    }

    /** E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy forward form. */
    private void myers(int leftFrom, int leftTo, int rightFrom, int rightTo) {
        int n = leftTo - leftFrom;
        int m = rightTo - rightFrom;
        int limit = Math.min(n + m, MAX_EDITS);
        int[] furthest = new int[2 * limit + 3];
        List<int[]> trace = new ArrayList<>();
        for (int edits = 0; edits <= limit; edits++) {
            trace.add(Arrays.copyOfRange(furthest, limit + 1 - edits, limit + 2 + edits));
            for (int k = -edits; k <= edits; k += 2) {
                int at = limit + 1 + k;
                boolean down = k == -edits || k != edits && furthest[at - 1] < furthest[at + 1];
                int x = down ? furthest[at + 1] : furthest[at - 1] + 1;
                while (x < n && x - k < m && left[leftFrom + x].equals(right[rightFrom + x - k])) {
                    x++;
                }
                furthest[at] = x;
                if (x >= n && x - k >= m) {
                    backtrack(trace, edits, leftFrom, rightFrom, n, m);
                    return;
                }
            }
        }
    }

    private void backtrack(List<int[]> trace, int edits, int leftFrom, int rightFrom, int n, int m) {
        int x = n;
        int y = m;
        for (int d = edits; d > 0; d--) {
            int[] row = trace.get(d);
            int k = x - y;
            // Row d holds the furthest points before round d, for diagonals -d to d.
            boolean down = k == -d || k != d && row[k - 1 + d] < row[k + 1 + d];
            int previousK = down ? k + 1 : k - 1;
            int previousX = row[previousK + d];
            int previousY = previousX - previousK;
            int startX = down ? previousX : previousX + 1;
            while (x > startX) {
                partner[leftFrom + --x] = rightFrom + --y;
            }
            x = previousX;
            y = previousY;
        }
        while (x > 0) {
            partner[leftFrom + --x] = rightFrom + --y;
        }
    }
}
