package dev.suture.diff.correlate;

import dev.suture.diff.item.Item;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Pairs of items, each remembering the pass that made it. Not changed any more once correlation is done. */
public final class Pairing {
    private final Map<Item, Item> patchedOf;
    private final Map<Item, Partner> baseOf;

    private record Partner(Item base, String pass) {}

    /** @param expected how many pairs there may be */
    Pairing(int expected) {
        this.patchedOf = new IdentityHashMap<>(expected);
        this.baseOf = new IdentityHashMap<>(expected);
    }

    void pair(Item base, Item patched, String pass) {
        patchedOf.put(base, patched);
        baseOf.put(patched, new Partner(base, pass));
    }

    /** The patched item that stands for a base item. */
    public Optional<Item> patchedOf(Item base) {
        return Optional.ofNullable(patchedOf.get(base));
    }

    /** The base item that a patched item stands for. */
    public Optional<Item> baseOf(Item patched) {
        return Optional.ofNullable(baseOf.get(patched)).map(Partner::base);
    }

    /** The name of the pass that paired a patched item. */
    public Optional<String> passOf(Item patched) {
        return Optional.ofNullable(baseOf.get(patched)).map(Partner::pass);
    }

    public boolean arePaired(Item base, Item patched) {
        return patchedOf.get(base) == patched;
    }
}
