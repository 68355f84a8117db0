package dev.suture.diff.item;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.Section;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Where texts among nameless constants of a linked file end. Code that makes an object of a text refers to its end as well
 * as to its start, or to the end alone, and the linker lays a text into the end of a longer one; what stands behind the
 * terminator belongs to neither.
 */
final class TextEnds {
    /** No number is longer, so a longer run of printable bytes is text. */
    private static final int LONGEST_NUMBER = 8;

    private final ElfBytes bytes;
    private final NavigableSet<Long> result;
    private final long end;

    private TextEnds(Section section, NavigableSet<Long> places, long end) {
        this.bytes = section.contents();
        this.result = new TreeSet<>(places);
        this.end = end;
    }

    /** The places that are referred to between two items, with the ends of texts among them put right. */
    static NavigableSet<Long> in(Section section, NavigableSet<Long> places, long from, long to) {
        if (section.has(Section.WRITE) || section.isCode() || section.type() == Section.NOBITS) {
            return places;
        }
        TextEnds ends = new TextEnds(section, places, to);
        long previous = from;
        for (long place : places) {
            ends.look(previous, place);
            previous = place;
        }
        return ends.result;
    }

    private void look(long previous, long place) {
        long start = place;
        while (start > previous && Literals.isPrintable(bytes.u8(start - 1))) {
            start--;
        }
        if (start == place) {
            return;
        }
        long terminator = place;
        while (terminator < end && terminator - place <= LONGEST_NUMBER && Literals.isPrintable(bytes.u8(terminator))) {
            terminator++;
        }
        boolean endsThere = terminator + 1 < end && bytes.u8(terminator) == 0;
        if (start == previous && endsThere && !isLikeNumber(start, place)) {
            result.add(terminator + 1);
        } else if (start > previous && terminator == place && place - start > LONGEST_NUMBER) {
            result.remove(place);
            result.add(start);
            if (endsThere) {
                result.add(terminator + 1);
            }
        }
    }

    /** Aligned numbers side by side may be printable by chance, but for the last one's first byte. */
    private static boolean isLikeNumber(long from, long to) {
        return from % 4 == 0 && (to - from == 4 || to - from == LONGEST_NUMBER);
    }
}
