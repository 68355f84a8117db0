package dev.suture.diff.item;

import dev.suture.elf.Section;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Where nameless data is divided: at every place something refers to. A section of constants and switch tables so
 * becomes pieces that belong to the functions that use them.
 */
final class CutPoints {
    private final Map<Integer, NavigableSet<Long>> bySection = new HashMap<>();

    /** Cut points for the given sections only. */
    CutPoints(Wiring wiring, List<Section> sections) {
        BitSet wanted = new BitSet();
        for (Section section : sections) {
            bySection.put(section.index(), new TreeSet<>());
            wanted.set(section.index());
        }
        if (!sections.isEmpty()) {
            wiring.eachPlace(wanted, place -> bySection.get(place.section()).add(place.at()));
        }
    }

    /** Whether something refers to that very place. */
    boolean has(Section section, long offset) {
        NavigableSet<Long> points = bySection.get(section.index());
        return points != null && points.contains(offset);
    }

    /** The points strictly between {@code from} and {@code to}, ascending. */
    NavigableSet<Long> between(Section section, long from, long to) {
        NavigableSet<Long> points = bySection.getOrDefault(section.index(), new TreeSet<>());
        return points.subSet(from, false, to, false);
    }
}
