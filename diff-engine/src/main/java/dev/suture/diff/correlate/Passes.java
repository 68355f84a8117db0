package dev.suture.diff.correlate;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Pairs items by keys: what is still unpaired goes into a hash map, so a pass is linear in the number of items. */
final class Passes {
    /** What two items must have in common to be paired in a pass. */
    record Key(ItemKind kind, Object name, Object detail) {
        static Key of(Item item, Object name, Object detail) {
            return new Key(item.kind(), name, detail);
        }
    }

    /** Base items with one key that wait for a partner, in order. Nearly always one. */
    private static final class Queue {
        private Item first;
        private Queue rest;
        private Queue last = this;
        private int patched;

        Queue(Item first) {
            this.first = first;
        }

        void add(Item item) {
            Queue added = new Queue(item);
            last.rest = added;
            last = added;
        }

        void removeFirst() {
            first = rest == null ? null : rest.first;
            rest = rest == null ? null : rest.rest;
            last = rest == null ? this : last;
        }

        boolean isUnique() {
            return rest == null && patched == 1;
        }
    }

    private final Pairing pairing;

    Passes(Pairing pairing) {
        this.pairing = pairing;
    }

    /** Pairs what has equal keys, in order. */
    void inOrder(
            String name,
            List<Item> baseItems,
            List<Item> patchedItems,
            Function<Item, Key> key,
            BiPredicate<Item, Item> mayPair) {
        pairAll(name, waiting(baseItems, key), patchedItems, key, mayPair);
    }

    /** Pairs what has equal keys where the key is there once on each side. */
    void unique(
            String name,
            List<Item> baseItems,
            List<Item> patchedItems,
            Function<Item, Key> key,
            BiPredicate<Item, Item> mayPair) {
        Map<Key, Queue> waiting = waiting(baseItems, key);
        for (Item item : patchedItems) {
            Queue queue = waiting.get(key.apply(item));
            if (queue != null) {
                queue.patched++;
            }
        }
        waiting.values().removeIf(queue -> !queue.isUnique());
        pairAll(name, waiting, patchedItems, key, mayPair);
    }

    private Map<Key, Queue> waiting(List<Item> baseItems, Function<Item, Key> key) {
        Map<Key, Queue> waiting = HashMap.newHashMap(baseItems.size());
        for (Item item : baseItems) {
            if (pairing.patchedOf(item).isEmpty()) {
                Queue alone = new Queue(item);
                Queue known = waiting.putIfAbsent(key.apply(item), alone);
                if (known != null) {
                    known.add(item);
                }
            }
        }
        return waiting;
    }

    private void pairAll(
            String name,
            Map<Key, Queue> waiting,
            List<Item> patchedItems,
            Function<Item, Key> key,
            BiPredicate<Item, Item> mayPair) {
        if (waiting.isEmpty()) {
            return;
        }
        for (Item item : patchedItems) {
            if (pairing.baseOf(item).isEmpty()) {
                Queue queue = waiting.get(key.apply(item));
                if (queue != null && queue.first != null && mayPair.test(queue.first, item)) {
                    pairing.pair(queue.first, item, name);
                    queue.removeFirst();
                }
            }
        }
    }
}
