package dev.suture.diff.correlate;

import dev.suture.diff.correlate.Passes.Key;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pairs the items of two objects in passes, from the surest to the least sure. */
public final class Correlator {
    /** People said so. */
    public static final String BY_HAND = "by-hand";

    /** Equal names, of names that do not shift. */
    public static final String EXACT_NAME = "exact-name";
    /** Equal names but for the numbers gcc adds, and only one on each side. */
    public static final String NAME_STEM = "name-stem";
    /** Equal names but for the numbers, used by the same functions. */
    public static final String REFERRERS = "referrers";
    /** Equal names but for the numbers, and the same contents. */
    public static final String CONTENTS = "contents";
    /** Anonymous pieces of sections with equal names, in order. */
    public static final String SECTION = "section";

    /** The named items of one side. */
    private record Named(List<Item> steady, List<Item> numbered) {
        static Named of(ObjectItems items, Set<Item> withheld) {
            Named result = new Named(new ArrayList<>(items.named().size()), new ArrayList<>());
            for (Item item : items.named()) {
                if (!withheld.contains(item)) {
                    (NumberedItems.isNumbered(item) ? result.numbered : result.steady).add(item);
                }
            }
            return result;
        }
    }

    private Correlator() {}

    public static Pairing correlate(ObjectItems base, ObjectItems patched) {
        return correlate(base, patched, HandPairs.NONE);
    }

    /** @param hand what people said of these two objects */
    public static Pairing correlate(ObjectItems base, ObjectItems patched, HandPairs hand) {
        Pairing pairing = new Pairing(base.named().size());
        Set<Item> withheld = ByHand.pair(hand, base, patched, pairing);
        Named baseNamed = Named.of(base, withheld);
        Named patchedNamed = Named.of(patched, withheld);
        Passes passes = new Passes(pairing);
        passes.inOrder(
                EXACT_NAME,
                baseNamed.steady(),
                patchedNamed.steady(),
                i -> Key.of(i, i.name(), ""),
                (one, other) -> true);
        NumberedItems.pair(base, baseNamed.numbered(), patched, patchedNamed.numbered(), pairing, passes);
        passes.inOrder(
                SECTION,
                base.anonymous(),
                patched.anonymous(),
                i -> Key.of(i, i.section().name(), ""),
                (one, other) -> true);
        return pairing;
    }
}
