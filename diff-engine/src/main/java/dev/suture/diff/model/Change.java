package dev.suture.diff.model;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ItemName;
import java.util.ArrayList;
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
 * @param parent the function it is a part or clone of, e.g. {@code f} for {@code f.cold}
 * @param suppressed the id of the filter that sets it aside as noise; such changes stay visible but do not count
 * @param similarity how much of the item stayed, from 0 (nothing) to 1 (all of it)
 */
public record Change(
        Status status,
        Optional<Item> base,
        Optional<Item> patched,
        Optional<String> pass,
        List<Reason> reasons,
        List<String> because,
        Optional<String> parent,
        Optional<String> suppressed,
        double similarity) {
    public Change {
        if (base.isEmpty() && patched.isEmpty()) {
            throw new IllegalArgumentException("a change has at least one side");
        }
        reasons = List.copyOf(reasons);
        because = List.copyOf(because);
    }

    /** An item both sides have that is not the same. */
    public static Change changed(Item base, Item patched, String pass, List<Reason> reasons, double similarity) {
        return new Change(
                Status.CHANGED,
                Optional.of(base),
                Optional.of(patched),
                Optional.of(pass),
                reasons,
                List.of(),
                ItemName.parent(patched.name()),
                Optional.empty(),
                similarity);
    }

    /** An item both sides have that is the same; comparisons do not list these. */
    public static Change unchanged(Item base, Item patched, Optional<String> pass) {
        return new Change(
                Status.UNCHANGED,
                Optional.of(base),
                Optional.of(patched),
                pass,
                List.of(),
                List.of(),
                ItemName.parent(patched.name()),
                Optional.empty(),
                1);
    }

    /** An item the patched build has and the base does not. */
    public static Change added(Item patched, Reason reason) {
        return new Change(
                Status.ADDED,
                Optional.empty(),
                Optional.of(patched),
                Optional.empty(),
                List.of(reason),
                List.of(),
                ItemName.parent(patched.name()),
                Optional.empty(),
                0);
    }

    /** An item the base has and the patched build does not. */
    public static Change deleted(Item base, Reason reason) {
        return new Change(
                Status.DELETED,
                Optional.of(base),
                Optional.empty(),
                Optional.empty(),
                List.of(reason),
                List.of(),
                ItemName.parent(base.name()),
                Optional.empty(),
                0);
    }

    /** The same change with the chain of names that leads to it. */
    public Change because(List<String> chain) {
        return new Change(status, base, patched, pass, reasons, chain, parent, suppressed, similarity);
    }

    /** The same change, set aside by a filter. */
    public Change suppressedBy(String filter) {
        return new Change(status, base, patched, pass, reasons, because, parent, Optional.of(filter), similarity);
    }

    /** The same change with another reason in front. */
    public Change withReason(Reason reason) {
        List<Reason> all = new ArrayList<>(List.of(reason));
        all.addAll(reasons);
        return new Change(status, base, patched, pass, all, because, parent, suppressed, similarity);
    }

    /** The same change with one more reason behind the others. */
    public Change withLastReason(Reason reason) {
        List<Reason> all = new ArrayList<>(reasons);
        all.add(reason);
        return new Change(status, base, patched, pass, all, because, parent, suppressed, similarity);
    }

    /** The same change with this reason in place of all others. */
    public Change onlyBecause(Reason reason) {
        return new Change(status, base, patched, pass, List.of(reason), because, parent, suppressed, similarity);
    }

    /** The same change with the offer of the pass that found what it may be a new or an old name of. */
    public Change perhapsRenamed(Reason reason, String by, double alike) {
        List<Reason> all = new ArrayList<>(reasons);
        all.add(reason);
        return new Change(status, base, patched, Optional.of(by), all, because, parent, suppressed, alike);
    }

    /** Whether it counts: no filter has set it aside. */
    public boolean counts() {
        return suppressed.isEmpty();
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
