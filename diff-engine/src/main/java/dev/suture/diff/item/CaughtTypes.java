package dev.suture.diff.item;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import dev.suture.elf.Section;
import dev.suture.elf.X86_64;
import dev.suture.elf.unwind.PointerEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Finds the references in a linked exception table: the types it catches, by their places behind the table of actions.
 * All else in it counts from the function's start. Source of the format: gcc, libstdc++-v3/libsupc++/eh_personality.cc.
 */
final class CaughtTypes {
    private final Section section;
    private final ElfBytes bytes;
    private final PointerEncoding.Bases bases;
    private final LongFunction<Wire.End> place;

    CaughtTypes(Section section, LongFunction<Wire.End> place) {
        this.section = section;
        this.bytes = section.contents();
        this.bases = new PointerEncoding.Bases(section.address(), 0, 0);
        this.place = place;
    }

    /** The references of the table in {@code [from, to)}, by offset. */
    List<Wire> in(long from, long to) {
        ByteCursor cursor = new ByteCursor(bytes, from);
        int start = cursor.u8();
        List<Wire> wires = new ArrayList<>();
        if (start != PointerEncoding.OMITTED) {
            // Where the function has a part that is split off: the code that catches lies there.
            long at = cursor.at();
            long landing = PointerEncoding.read(cursor, start, bases);
            if (PointerEncoding.width(start) > 0 && landing != 0) {
                wires.add(wire(at, PointerEncoding.width(start), place.apply(landing)));
            }
        }
        int encoding = cursor.u8();
        int width = PointerEncoding.width(encoding);
        if (encoding == PointerEncoding.OMITTED || width == 0) {
            return wires;
        }
        long distance = cursor.uleb();
        long end = cursor.at() + distance;
        cursor.skip(1);
        long siteLength = cursor.uleb();
        long actions = cursor.at() + siteLength;
        if (end > to || actions > end) {
            return wires;
        }
        long most = mostTypes(actions, end, width);
        for (long number = most; number > 0; number--) {
            long at = end - number * width;
            if (at >= actions) {
                long target = PointerEncoding.read(new ByteCursor(bytes, at), encoding, bases);
                wires.add(wire(at, width, target == 0 ? new Wire.Number(0) : place.apply(target)));
            }
        }
        return wires;
    }

    private static Wire wire(long at, int width, Wire.End end) {
        return new Wire(at, X86_64.R_X86_64_PC32.number(), 0, width, end);
    }

    /**
     * The highest number of a type that any action names. Actions are pairs of a type's number, which is negative for a
     * list of types, and a distance; what pads them is a pair of zeros.
     */
    private long mostTypes(long actions, long end, int width) {
        long most = 0;
        ByteCursor cursor = new ByteCursor(bytes, actions);
        while (cursor.at() + 2 <= end - most * width) {
            long filter = cursor.sleb();
            cursor.sleb();
            most = Math.max(most, Math.min(filter, (end - actions) / width));
        }
        return most;
    }
}
