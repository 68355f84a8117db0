package dev.suture.diff.item;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * AArch64 code addresses the data of one section from a common place, its anchor (GCC, {@code -fsection-anchors}): a pair
 * of relocated instructions gives a register the anchor's address, and further ones add the distance to each datum. This
 * finds these further ones, so that a datum in front that came or went is no change. It goes through the instructions once
 * and forgets what a register holds where control may come from elsewhere. Encodings: Arm ARM, "A64 instruction set
 * encoding"; relocation types: ELF for the Arm 64-bit Architecture, "Relocation codes".
 */
final class SectionAnchors {
    private static final int PAGE = 275;
    private static final int ADD_LO12 = 277;
    private static final int REGISTERS = 32;
    private static final int BRANCH_WITH_LINK = 0x94000000;

    private final Section section;
    private final Function<Relocation, Wire.End> endOf;
    private final Map<Long, Relocation> relocations = new HashMap<>();
    private final Relocation[] pages = new Relocation[REGISTERS];
    private final Anchor[] anchors = new Anchor[REGISTERS];
    private final List<Anchor> all = new ArrayList<>();
    private final List<Wire> found = new ArrayList<>();

    /** What a register holds: an address, which a pair of instructions made or an addition to one. */
    private static final class Anchor {
        private final Wire.Place place;
        private final List<Long> pair;
        private boolean hasDistances;
        private boolean isUsedAlone;

        Anchor(Wire.Place place, List<Long> pair) {
            this.place = place;
            this.pair = pair;
        }
    }

    /** @param endOf where a relocation leads if it may be one of an anchor: by a section or a local label */
    SectionAnchors(Section section, List<Relocation> relocations, Function<Relocation, Wire.End> endOf) {
        this.section = section;
        this.endOf = endOf;
        relocations.forEach(r -> this.relocations.put(r.offset(), r));
    }

    /** The instructions of {@code [from, to)} that hold a distance from an anchor, with the data they mean. */
    List<Wire> in(long from, long to, LongPredicate isBranchTarget) {
        ElfBytes bytes = section.contents();
        for (long at = from; at + 4 <= to; at += 4) {
            if (isBranchTarget.test(at)) {
                forget(0, REGISTERS);
            }
            instruction(at, bytes.i32(at));
        }
        return found;
    }

    /** The relocated places among those gone through that only make an anchor's address, to which others add. */
    Set<Long> onlyAnchors() {
        Set<Long> result = new HashSet<>();
        all.stream().filter(a -> a.hasDistances && !a.isUsedAlone).forEach(a -> result.addAll(a.pair));
        return result;
    }

    private void forget(int from, int to) {
        for (int i = from; i < to; i++) {
            anchors[i] = null;
        }
    }

    private void instruction(long at, int word) {
        int target = word & 31;
        int source = word >>> 5 & 31;
        Anchor anchor = anchors[source];
        Relocation relocation = relocations.get(at);
        boolean add = (word & 0x7fc00000) == 0x11000000;
        if (relocation != null) {
            relocated(relocation, add, source, target);
        } else if ((word & 0xfc000000) == BRANCH_WITH_LINK || (word & 0xfffffc1f) == 0xd63f0000) {
            // A call leaves x19 to x28 as they are (AAPCS64, "General-purpose registers").
            forget(0, 19);
        } else if (add) {
            anchors[target] = anchor == null ? null : use(at, word & ~0x3ffc00, anchor, word >>> 10 & 0xfff);
        } else if ((word & 0x3b000000) == 0x39000000) {
            boolean vector = (word & 1 << 26) != 0;
            int scale = vector && (word & 1 << 23) != 0 ? 4 : word >>> 30;
            use(at, word & ~0x3ffc00, anchor, (long) (word >>> 10 & 0xfff) << scale);
            boolean load = (word & 3 << 22) != 0 && !vector;
            if (load) {
                anchors[target] = null;
            }
        } else if ((word & 0x3b800000) == 0x29000000) {
            boolean vector = (word & 1 << 26) != 0;
            int scale = vector ? 2 + (word >>> 30) : 2 + (word >>> 31);
            use(at, word & ~0x3f8000, anchor, (long) (word << 10 >> 25) << scale);
            boolean load = (word & 1 << 22) != 0 && !vector;
            if (load) {
                anchors[target] = null;
                anchors[word >>> 10 & 31] = null;
            }
        } else {
            other(word, target, source);
        }
    }

    private void relocated(Relocation relocation, boolean add, int source, int target) {
        boolean makes = add && relocation.type() == ADD_LO12 && pages[source] != null;
        Anchor made = null;
        if (makes && endOf.apply(relocation) instanceof Wire.Place place) {
            made = new Anchor(place, List.of(pages[source].offset(), relocation.offset()));
            all.add(made);
        }
        anchors[target] = made;
        pages[target] = relocation.type() == PAGE ? relocation : null;
    }

    private void other(int word, int target, int source) {
        for (int register : new int[] {source, word >>> 16 & 31}) {
            if (anchors[register] != null) {
                anchors[register].isUsedAlone = true;
            }
        }
        if (mayWrite(word)) {
            anchors[target] = null;
            boolean memory = (word & 0x0a000000) == 0x08000000;
            if (memory) {
                // It may count its base up or down.
                anchors[source] = null;
            }
        }
    }

    /** Branches, and stores with a register for a distance, write to no register in the lowest bits. */
    private static boolean mayWrite(int word) {
        boolean branch = (word & 0x1c000000) == 0x14000000;
        boolean store = (word & 0x3f600c00) == 0x38200800 && (word & 3 << 22) == 0;
        return !branch && !store;
    }

    private Anchor use(long at, int shape, Anchor anchor, long distance) {
        if (anchor == null) {
            return null;
        }
        anchor.hasDistances = true;
        long place = anchor.place.at() + distance;
        Wire.Place meant = new Wire.Place(anchor.place.section(), place, place);
        found.add(new Wire(at, shape, 0, 4, meant));
        return new Anchor(meant, List.of());
    }
}
