package dev.suture.diff.compare;

import dev.suture.diff.item.Item;
import java.util.HashMap;
import java.util.Map;

/**
 * How alike two items' bytes are, cheaply: the share of 4-byte windows they have in common, counted with repetition
 * (Sørensen–Dice). No decoding and no alignment, so it can be had for every change; linear in the sizes.
 */
public final class Similarity {
    private static final int WINDOW = 4;

    private Similarity() {}

    /** From 0, nothing in common, to 1, the same bytes. */
    public static double of(Item base, Item patched) {
        if (base.isZeroInitialised() || patched.isZeroInitialised()) {
            return base.isZeroInitialised() == patched.isZeroInitialised() ? ratio(base.size(), patched.size()) : 0;
        }
        return of(base.bytes(), patched.bytes());
    }

    private static double ratio(long one, long other) {
        return one == other ? 1 : (double) Math.min(one, other) / Math.max(one, other);
    }

    static double of(byte[] one, byte[] other) {
        if (one.length < WINDOW || other.length < WINDOW) {
            return java.util.Arrays.equals(one, other) ? 1 : 0;
        }
        Map<Integer, Integer> windows = new HashMap<>();
        for (int i = 0; i + WINDOW <= one.length; i++) {
            windows.merge(window(one, i), 1, Integer::sum);
        }
        int common = 0;
        for (int i = 0; i + WINDOW <= other.length; i++) {
            Integer left = windows.get(window(other, i));
            if (left != null && left > 0) {
                windows.put(window(other, i), left - 1);
                common++;
            }
        }
        return 2.0 * common / (one.length + other.length - 2 * (WINDOW - 1));
    }

    private static int window(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }
}
