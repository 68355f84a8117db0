package dev.suture.diff.correlate;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemName;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which named items refer to the items of one side that have shifting names; the names of those without their numbers. */
final class Referrers {
    private final Map<Item, Set<String>> names;

    private Referrers(Map<Item, Set<String>> names) {
        this.names = names;
    }

    /** Goes through all references of one side. */
    static Referrers of(ObjectItems items, List<Item> wanted) {
        Map<Item, Set<String>> names = new IdentityHashMap<>(wanted.size());
        wanted.forEach(item -> names.put(item, Set.of()));
        for (Item item : items.named()) {
            Item last = null;
            for (Reference reference : items.references(item)) {
                // A function mostly refers to its variable more than once in a row.
                if (reference.target() instanceof Target.Defined(Item target, long delta)
                        && target != last
                        && target.isNamed()) {
                    last = target;
                    add(names, target, item);
                }
            }
        }
        return new Referrers(names);
    }

    /** Most have one: these need no set that can grow. */
    private static void add(Map<Item, Set<String>> names, Item target, Item referrer) {
        Set<String> known = names.get(target);
        if (known == null) {
            return;
        }
        String name = ItemName.stem(referrer.name());
        if (known.isEmpty()) {
            names.put(target, Set.of(name));
        } else if (!known.contains(name)) {
            Set<String> more = known instanceof TreeSet ? known : new TreeSet<>(known);
            more.add(name);
            names.put(target, more);
        }
    }

    Set<String> of(Item item) {
        return names.getOrDefault(item, Set.of());
    }

    /** The names as one text, by which items used by the same functions can be found. */
    String text(Item item) {
        Set<String> all = of(item);
        return all.size() == 1 ? all.iterator().next() : String.join("\n", all);
    }
}
