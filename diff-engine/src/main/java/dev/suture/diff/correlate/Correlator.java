package dev.suture.diff.correlate;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ItemName;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.elf.Section;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Pairs the items of two objects in passes, from the surest to the least sure. Every pass puts what is still unpaired
 * into a hash map by a key, so the work grows with the number of items and relocations, not with its square.
 */
public final class Correlator {
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

    private final ObjectItems base;
    private final ObjectItems patched;
    private final Pairing pairing = new Pairing();
    private final Map<Item, TreeSet<String>> referrers = new IdentityHashMap<>();

    private Correlator(ObjectItems base, ObjectItems patched) {
        this.base = base;
        this.patched = patched;
    }

    public static Pairing correlate(ObjectItems base, ObjectItems patched) {
        Correlator correlator = new Correlator(base, patched);
        correlator.run();
        return correlator.pairing;
    }

    private record Key(ItemKind kind, Object name, Object detail) {}

    private void run() {
        List<Item> baseNamed = base.named();
        List<Item> patchedNamed = patched.named();
        pass(EXACT_NAME, select(baseNamed, false), select(patchedNamed, false), i -> key(i, i.name(), ""), false);
        List<Item> baseNumbered = select(baseNamed, true);
        List<Item> patchedNumbered = select(patchedNamed, true);
        if (!baseNumbered.isEmpty() && !patchedNumbered.isEmpty()) {
            collectReferrers(base, referrers);
            collectReferrers(patched, referrers);
            pass(NAME_STEM, baseNumbered, patchedNumbered, Correlator::stem, true);
            Map<Item, Key> known = new IdentityHashMap<>();
            Function<Item, Key> byReferrers = i -> known.computeIfAbsent(i, this::byReferrers);
            baseNumbered = withoutUnequalGroups(baseNumbered, patchedNumbered, byReferrers);
            pass(REFERRERS, baseNumbered, patchedNumbered, byReferrers, false);
            pass(CONTENTS, baseNumbered, patchedNumbered, i -> key(i, ItemName.stem(i.name()), hash(i)), false);
        }
        pass(
                SECTION,
                base.anonymous(),
                patched.anonymous(),
                i -> key(i, i.section().name(), ""),
                false);
    }

    private static List<Item> select(List<Item> items, boolean numbered) {
        return items.stream().filter(i -> isNumbered(i) == numbered).toList();
    }

    /** Names the compiler makes; only local symbols have them, so a global {@code a.0} of assembly is left alone. */
    private static boolean isNumbered(Item item) {
        return item.isLocal() && ItemName.isNumbered(item.name());
    }

    private static Key key(Item item, Object name, Object detail) {
        return new Key(item.kind(), name, detail);
    }

    private static Key stem(Item item) {
        return key(item, ItemName.stem(item.name()), "");
    }

    /** The names as one text, whose hash is worked out once. */
    private Key byReferrers(Item item) {
        String names = String.join("\n", referrers.getOrDefault(item, new TreeSet<>()));
        return key(item, ItemName.stem(item.name()), names);
    }

    private static int hash(Item item) {
        return item.isZeroInitialised() ? (int) item.size() : Arrays.hashCode(item.bytes());
    }

    /** Pairs what is unpaired and has equal keys: in order, or only where the key is unique on both sides. */
    private void pass(
            String name, List<Item> baseItems, List<Item> patchedItems, Function<Item, Key> key, boolean onlyUnique) {
        Map<Key, Deque<Item>> waiting = new HashMap<>();
        for (Item item : baseItems) {
            if (pairing.patchedOf(item).isEmpty()) {
                waiting.computeIfAbsent(key.apply(item), k -> new ArrayDeque<>())
                        .add(item);
            }
        }
        Map<Key, Integer> patchedCount = new HashMap<>();
        if (onlyUnique) {
            patchedItems.forEach(i -> patchedCount.merge(key.apply(i), 1, Integer::sum));
            waiting.entrySet().removeIf(e -> e.getValue().size() != 1 || patchedCount.getOrDefault(e.getKey(), 0) != 1);
        }
        for (Item item : patchedItems) {
            if (pairing.baseOf(item).isEmpty()) {
                Deque<Item> candidates = waiting.get(key.apply(item));
                if (candidates != null && !candidates.isEmpty() && mayBeSameState(candidates.peek(), item)) {
                    pairing.pair(candidates.poll(), item, name);
                }
            }
        }
    }

    /**
     * Whether a variable could be the other: a static local belongs to a function, and a variable of that name in
     * another function is another one, whose value must not be taken over.
     */
    private boolean mayBeSameState(Item baseItem, Item patchedItem) {
        if (!isNumberedState(baseItem)) {
            return true;
        }
        TreeSet<String> one = referrers.getOrDefault(baseItem, new TreeSet<>());
        TreeSet<String> other = referrers.getOrDefault(patchedItem, new TreeSet<>());
        return one.equals(other) || one.stream().anyMatch(other::contains);
    }

    /**
     * Leaves out variables of one name in one function of which the sides have different numbers: in which order they
     * stand does not say which one is new.
     */
    private List<Item> withoutUnequalGroups(List<Item> baseItems, List<Item> patchedItems, Function<Item, Key> keyOf) {
        Map<Key, Integer> surplus = new HashMap<>();
        baseItems.stream()
                .filter(i -> pairing.patchedOf(i).isEmpty())
                .forEach(i -> surplus.merge(keyOf.apply(i), 1, Integer::sum));
        Set<Key> shared = new HashSet<>(surplus.keySet());
        Set<Key> wanted = new HashSet<>();
        for (Item item : patchedItems) {
            if (pairing.baseOf(item).isEmpty()) {
                surplus.merge(keyOf.apply(item), -1, Integer::sum);
                wanted.add(keyOf.apply(item));
            }
        }
        shared.retainAll(wanted);
        return baseItems.stream()
                .filter(i ->
                        !isNumberedState(i) || !shared.contains(keyOf.apply(i)) || surplus.get(keyOf.apply(i)) == 0)
                .toList();
    }

    private static boolean isNumberedState(Item item) {
        return isNumbered(item)
                && item.kind() == ItemKind.DATA
                && item.section().has(Section.WRITE);
    }

    private static void collectReferrers(ObjectItems items, Map<Item, TreeSet<String>> referrers) {
        for (Item item : items.named()) {
            for (Reference reference : items.references(item)) {
                if (reference.target() instanceof Target.Defined(Item target, long delta) && isNumbered(target)) {
                    referrers.computeIfAbsent(target, t -> new TreeSet<>()).add(ItemName.stem(item.name()));
                }
            }
        }
    }
}
