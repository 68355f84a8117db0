package dev.suture.diff.model;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import java.util.List;
import java.util.Optional;

/**
 * One function's or datum's difference. At least one side is present: both for CHANGED and UNCHANGED, only patched for
 * ADDED, only base for DELETED.
 *
 * @param status what became of it
 * @param base the item in the base object
 * @param patched the item in the patched object
 * @param pass the correlation pass that paired the sides; empty where there is one side only
 * @param reasons why it counts, the most telling first; empty only for UNCHANGED
 * @param because names from an edited item to this one, for items that are there only because another needs them; empty
 *     for an item that was edited itself
 */
public record Change(
        Status status,
        Optional<Item> base,
        Optional<Item> patched,
        Optional<String> pass,
        List<Reason> reasons,
        List<String> because) {
    public Change {
        if (base.isEmpty() && patched.isEmpty()) {
            throw new IllegalArgumentException("a change has at least one side");
        }
        reasons = List.copyOf(reasons);
        because = List.copyOf(because);
    }

    /** The patched side's item, the base's where there is none. */
    public Item item() {
        return patched.or(() -> base).orElseThrow();
    }

    public ItemKind kind() {
        return item().kind();
    }

    public String name() {
        return item().name();
    }

    /** Size in the base in bytes, 0 where the item is new. */
    public long baseSize() {
        return base.map(Item::size).orElse(0L);
    }

    /** Size in the patched object in bytes, 0 where the item is gone. */
    public long patchedSize() {
        return patched.map(Item::size).orElse(0L);
    }
}
