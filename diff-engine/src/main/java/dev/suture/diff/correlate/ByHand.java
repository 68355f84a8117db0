package dev.suture.diff.correlate;

import dev.suture.diff.correlate.HandPairs.HandPair;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pass that comes before all others: pairs what people said belongs together, and withholds what does not. */
final class ByHand {
    private record Key(ItemKind kind, String name) {}

    private final Map<Key, Item> base;
    private final Map<Key, Item> patched;
    private final Set<Item> withheld = Collections.newSetFromMap(new IdentityHashMap<>());

    private ByHand(ObjectItems base, ObjectItems patched) {
        this.base = firsts(base.named());
        this.patched = firsts(patched.named());
    }

    /** @return the items that no pass may pair */
    static Set<Item> pair(HandPairs pairs, ObjectItems base, ObjectItems patched, Pairing pairing) {
        if (pairs.together().isEmpty() && pairs.apart().isEmpty()) {
            return Set.of();
        }
        ByHand hand = new ByHand(base, patched);
        pairs.together().forEach(p -> hand.pair(p, pairing));
        pairs.apart().forEach(p -> hand.keepApart(p, pairing));
        return hand.withheld;
    }

    private void pair(HandPair pair, Pairing pairing) {
        Optional<Item> one = find(base, pair.kind(), pair.base());
        Optional<Item> other = find(patched, pair.kind(), pair.patched());
        boolean free = one.filter(i -> pairing.patchedOf(i).isEmpty()).isPresent()
                && other.filter(i -> pairing.baseOf(i).isEmpty()).isPresent();
        if (free) {
            pairing.pair(one.get(), other.get(), Correlator.BY_HAND);
        }
    }

    private void keepApart(HandPair pair, Pairing pairing) {
        Optional<Item> one = find(base, pair.kind(), pair.base());
        Optional<Item> other = find(patched, pair.kind(), pair.patched());
        if (one.isPresent() && other.isPresent()) {
            one.filter(i -> pairing.patchedOf(i).isEmpty()).ifPresent(withheld::add);
            other.filter(i -> pairing.baseOf(i).isEmpty()).ifPresent(withheld::add);
        }
    }

    private static Optional<Item> find(Map<Key, Item> items, ItemKind kind, String name) {
        return Optional.ofNullable(items.get(new Key(kind, name)));
    }

    private static Map<Key, Item> firsts(List<Item> items) {
        Map<Key, Item> result = HashMap.newHashMap(items.size());
        items.forEach(i -> result.putIfAbsent(new Key(i.kind(), i.name()), i));
        return result;
    }
}
