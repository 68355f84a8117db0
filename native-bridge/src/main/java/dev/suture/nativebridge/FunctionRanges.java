package dev.suture.nativebridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Functions that may overlap, found by an address in logarithmic time. Addresses are compared as unsigned. */
final class FunctionRanges {
    private final FunctionRange[] functions;
    /** The starts of {@link #functions}, ascending, with the sign bit flipped so that signed order is address order. */
    private final long[] starts;
    /** For each function the highest end among it and those before it: where to stop looking backwards. */
    private final long[] highestEnds;

    FunctionRanges(Collection<FunctionRange> unordered) {
        functions = unordered.toArray(FunctionRange[]::new);
        Arrays.sort(functions, Comparator.comparingLong(function -> flip(function.start())));
        starts = new long[functions.length];
        highestEnds = new long[functions.length];
        long highest = Long.MIN_VALUE;
        for (int i = 0; i < functions.length; i++) {
            starts[i] = flip(functions[i].start());
            highest = Math.max(highest, flip(functions[i].end()));
            highestEnds[i] = highest;
        }
    }

    boolean isEmpty() {
        return functions.length == 0;
    }

    /** Whether an address lies between the first function's start and the last one's end: a cheap first look. */
    boolean around(long address) {
        long flipped = flip(address);
        return functions.length > 0 && flipped >= starts[0] && flipped < highestEnds[highestEnds.length - 1];
    }

    /** The functions that hold an address. */
    List<FunctionRange> at(long address) {
        if (!around(address)) {
            return List.of();
        }
        long flipped = flip(address);
        int position = Arrays.binarySearch(starts, flipped);
        int last = position >= 0 ? lastEqual(position) : -position - 2;
        List<FunctionRange> found = new ArrayList<>();
        for (int i = last; i >= 0 && highestEnds[i] > flipped; i--) {
            if (flipped < flip(functions[i].end())) {
                found.add(functions[i]);
            }
        }
        return found;
    }

    /** Functions may start at one address; which of them is found first is not said. */
    private int lastEqual(int position) {
        int last = position;
        while (last + 1 < starts.length && starts[last + 1] == starts[position]) {
            last++;
        }
        return last;
    }

    private static long flip(long address) {
        return address ^ Long.MIN_VALUE;
    }
}
