package dev.suture.diff.compare;

import dev.suture.diff.item.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Decides which nameless items are the same. They have no identity but their contents, and may refer to each other in
 * long chains and in circles: two are the same unless a difference can be reached from them. Each pair is looked at
 * once, whoever asks for it.
 */
final class NamelessItems {
    private final Contents contents;
    private final Map<Pair, Boolean> known = new HashMap<>();
    /** How many pairs may still be looked at; circles of unequal length would make pairs of all with all. */
    private long room;

    /** Whether two items hold the same. */
    interface Contents {
        /** @param inner is asked about nameless items that these two refer to; its yes is provisional */
        boolean alike(Item base, Item patched, BiPredicate<Item, Item> inner);
    }

    private record Pair(Item base, Item patched) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair(Item one, Item two) && one == base && two == patched;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(base) + System.identityHashCode(patched);
        }
    }

    /** @param most how many pairs are looked at; what is beyond counts as different */
    NamelessItems(long most, Contents contents) {
        this.room = most;
        this.contents = contents;
    }

    boolean same(Item base, Item patched) {
        Pair pair = new Pair(base, patched);
        if (!known.containsKey(pair)) {
            decide(pair);
        }
        return known.get(pair);
    }

    private void decide(Pair first) {
        Map<Pair, List<Pair>> askers = new HashMap<>();
        Deque<Pair> open = new ArrayDeque<>(List.of(first));
        Deque<Pair> failed = new ArrayDeque<>();
        askers.put(first, new ArrayList<>());
        while (!open.isEmpty()) {
            Pair pair = open.poll();
            boolean alike = room-- > 0
                    && contents.alike(pair.base, pair.patched, (one, other) -> {
                        Pair inner = new Pair(one, other);
                        if (known.containsKey(inner)) {
                            return known.get(inner);
                        }
                        askers.computeIfAbsent(inner, p -> {
                                    open.add(p);
                                    return new ArrayList<>();
                                })
                                .add(pair);
                        return true;
                    });
            if (!alike) {
                failed.add(pair);
            }
        }
        Set<Pair> different = new HashSet<>(failed);
        while (!failed.isEmpty()) {
            for (Pair asker : askers.get(failed.poll())) {
                if (different.add(asker)) {
                    failed.add(asker);
                }
            }
        }
        askers.keySet().forEach(p -> known.put(p, !different.contains(p)));
    }
}
