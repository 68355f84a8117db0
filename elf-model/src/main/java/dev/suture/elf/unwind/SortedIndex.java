package dev.suture.elf.unwind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An index made from the records themselves, for sections without a header that has one. */
final class SortedIndex implements FrameIndex {
    /** Ascending, with the sign bit flipped so that signed order is address order. */
    private final long[] starts;

    private final long[] offsets;

    private record Place(long start, long offset) {}

    private SortedIndex(long[] starts, long[] offsets) {
        this.starts = starts;
        this.offsets = offsets;
    }

    static SortedIndex of(FrameSection section, boolean terminated) {
        List<Place> places = new ArrayList<>();
        section.entries(terminated, entry -> places.add(new Place(entry.start() ^ Long.MIN_VALUE, entry.offset())));
        places.sort(Comparator.comparingLong(Place::start));
        return new SortedIndex(
                places.stream().mapToLong(Place::start).toArray(),
                places.stream().mapToLong(Place::offset).toArray());
    }

    @Override
    public long find(long address) {
        long wanted = address ^ Long.MIN_VALUE;
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? NONE : offsets[high];
    }
}
