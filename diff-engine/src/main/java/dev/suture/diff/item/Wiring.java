package dev.suture.diff.item;

import dev.suture.elf.Section;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** What refers to what in one file. Implementations are safe for use by several threads. */
sealed interface Wiring permits RelocatableWiring, LinkedWiring {
    /** The references in {@code [from, to)} of a section, which is one item, by offset. */
    List<Wire> in(Section section, long from, long to);

    /**
     * Like {@link #in}, but for data addressed from a common anchor as the linker is told of it: by the relocations that
     * give the anchor's address, without the distances from there.
     */
    List<Wire> asLinked(Section section, long from, long to);

    /** Every place in the given sections that something refers to, in no order, some more than once. */
    void eachPlace(BitSet sections, Consumer<Wire.Place> consumer);
}
