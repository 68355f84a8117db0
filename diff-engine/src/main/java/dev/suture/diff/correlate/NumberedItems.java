package dev.suture.diff.correlate;

import dev.suture.diff.correlate.Passes.Key;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ItemName;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Sides;
import dev.suture.elf.Section;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Pairs what the compiler numbers (static locals, clones): who uses it tells which is which. */
final class NumberedItems {
    private final List<Item> base;
    private final List<Item> patched;
    private final Pairing pairing;
    private final Passes passes;
    private final Sides<Referrers> referrers;

    private NumberedItems(
            List<Item> base, List<Item> patched, Pairing pairing, Passes passes, Sides<Referrers> referrers) {
        this.base = base;
        this.patched = patched;
        this.pairing = pairing;
        this.passes = passes;
        this.referrers = referrers;
    }

    static void pair(
            ObjectItems baseItems,
            List<Item> base,
            ObjectItems patchedItems,
            List<Item> patched,
            Pairing pairing,
            Passes passes) {
        if (!base.isEmpty() && !patched.isEmpty()) {
            Sides<Referrers> referrers =
                    Sides.together(() -> Referrers.of(baseItems, base), () -> Referrers.of(patchedItems, patched));
            new NumberedItems(base, patched, pairing, passes, referrers).run();
        }
    }

    /** Names the compiler makes; only local symbols have them, so a global {@code a.0} of assembly is left alone. */
    static boolean isNumbered(Item item) {
        return item.isLocal() && ItemName.isNumbered(item.name());
    }

    private void run() {
        Map<Item, String> stems = new IdentityHashMap<>(base.size() + patched.size());
        base.forEach(i -> stems.put(i, ItemName.stem(i.name())));
        patched.forEach(i -> stems.put(i, ItemName.stem(i.name())));
        passes.unique(Correlator.NAME_STEM, base, patched, i -> Key.of(i, stems.get(i), ""), this::mayBeSameState);
        Map<Item, Key> users = new IdentityHashMap<>(base.size() + patched.size());
        base.forEach(i -> users.put(i, Key.of(i, stems.get(i), referrers.base().text(i))));
        patched.forEach(
                i -> users.put(i, Key.of(i, stems.get(i), referrers.patched().text(i))));
        List<Item> certain = withoutUnequalGroups(users::get);
        passes.inOrder(Correlator.REFERRERS, certain, patched, users::get, this::mayBeSameState);
        passes.inOrder(
                Correlator.CONTENTS, certain, patched, i -> Key.of(i, stems.get(i), hash(i)), this::mayBeSameState);
    }

    private static int hash(Item item) {
        return item.isZeroInitialised() ? (int) item.size() : Arrays.hashCode(item.bytes());
    }

    /**
     * Whether a variable could be the other: a static local belongs to a function, and a variable of that name in
     * another function is another one, whose value must not be taken over.
     */
    private boolean mayBeSameState(Item baseItem, Item patchedItem) {
        if (!isNumberedState(baseItem)) {
            return true;
        }
        Set<String> one = referrers.base().of(baseItem);
        Set<String> other = referrers.patched().of(patchedItem);
        return one.equals(other) || one.stream().anyMatch(other::contains);
    }

    /**
     * Leaves out variables of one name in one function of which the sides have different numbers: in which order they
     * stand does not say which one is new.
     */
    private List<Item> withoutUnequalGroups(Function<Item, Key> keyOf) {
        Map<Key, Integer> surplus = new HashMap<>();
        for (Item item : base) {
            if (pairing.patchedOf(item).isEmpty()) {
                surplus.merge(keyOf.apply(item), 1, Integer::sum);
            }
        }
        Set<Key> shared = new HashSet<>(surplus.keySet());
        Set<Key> wanted = new HashSet<>();
        for (Item item : patched) {
            if (pairing.baseOf(item).isEmpty()) {
                surplus.merge(keyOf.apply(item), -1, Integer::sum);
                wanted.add(keyOf.apply(item));
            }
        }
        shared.retainAll(wanted);
        return base.stream()
                .filter(i ->
                        !isNumberedState(i) || !shared.contains(keyOf.apply(i)) || surplus.get(keyOf.apply(i)) == 0)
                .toList();
    }

    private static boolean isNumberedState(Item item) {
        return item.kind() == ItemKind.DATA && item.section().has(Section.WRITE) && isNumbered(item);
    }
}
