package dev.suture.diff.compare;

import dev.suture.diff.correlate.Pairing;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.model.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says why two items that stand for each other are not the same. */
public final class ItemComparator {
    private static final int NAMES_SHOWN = 4;

    private final ObjectItems base;
    private final ObjectItems patched;
    private final Meaning meaning;
    private final EntryComparator entries;

    public ItemComparator(ObjectItems base, ObjectItems patched, Pairing pairing) {
        this.base = base;
        this.patched = patched;
        this.meaning = new Meaning(base, patched, pairing);
        this.entries = new EntryComparator(base, patched, meaning);
    }

    /** The reasons why the items differ, the most telling first; empty if they mean the same. */
    public List<Reason> reasons(Item baseItem, Item patchedItem) {
        List<Reason> reasons = new ArrayList<>();
        if (!meaning.sameContents(baseItem, patchedItem)) {
            if (baseItem.kind() == ItemKind.FUNCTION) {
                functionReasons(baseItem, patchedItem, reasons);
            } else {
                dataReasons(baseItem, patchedItem, reasons);
            }
        }
        if (reasons.isEmpty()
                && baseItem.kind() == ItemKind.FUNCTION
                && !meaning.sameExceptionTables(baseItem, patchedItem)) {
            reasons.add(
                    new Reason(
                            "exceptions-changed",
                            "The instructions are the same, but what it catches or cleans up when an exception passes differs."));
        }
        if (baseItem.kind() == ItemKind.FUNCTION) {
            entries.addReasons(baseItem, patchedItem, reasons);
        }
        SymbolComparator.addReasons(baseItem, patchedItem, reasons);
        return reasons;
    }

    private void functionReasons(Item baseItem, Item patchedItem, List<Reason> reasons) {
        if (!meaning.sameBytes(baseItem, patchedItem)) {
            reasons.add(new Reason("code-changed", sizes("The instructions differ", baseItem, patchedItem)));
        }
        referenceReasons(baseItem, patchedItem, reasons);
        if (reasons.isEmpty()) {
            reasons.add(new Reason(
                    "reference-moved", "The same things are referred to, but at other places or in another way."));
        }
    }

    private void dataReasons(Item baseItem, Item patchedItem, List<Reason> reasons) {
        if (baseItem.size() != patchedItem.size()) {
            reasons.add(new Reason("size-changed", sizes("The size differs", baseItem, patchedItem)));
        }
        if (baseItem.isZeroInitialised() != patchedItem.isZeroInitialised()) {
            reasons.add(new Reason(
                    "value-changed",
                    baseItem.isZeroInitialised()
                            ? "It started as zeros and now has an initial value."
                            : "It had an initial value and now starts as zeros."));
        } else if (!baseItem.isZeroInitialised()
                && (baseItem.size() == patchedItem.size() && !meaning.sameBytes(baseItem, patchedItem)
                        || reasons.isEmpty() && base.references(baseItem).isEmpty())) {
            reasons.add(new Reason("value-changed", "Its initial value differs."));
        }
        referenceReasons(baseItem, patchedItem, reasons);
        if (reasons.isEmpty()) {
            reasons.add(new Reason("value-changed", "Its initial value differs in what it points at."));
        }
    }

    private void referenceReasons(Item baseItem, Item patchedItem, List<Reason> reasons) {
        List<Reference> baseReferences = base.references(baseItem);
        List<Reference> patchedReferences = patched.references(patchedItem);
        Set<String> gone = names(baseReferences);
        Set<String> come = names(patchedReferences);
        Set<String> kept = new LinkedHashSet<>(gone);
        kept.retainAll(come);
        gone.removeAll(kept);
        come.removeAll(kept);
        if (!come.isEmpty()) {
            reasons.add(new Reason("refers-to-new", "It now refers to " + list(come) + "."));
        }
        if (!gone.isEmpty()) {
            reasons.add(new Reason("refers-no-more", "It no longer refers to " + list(gone) + "."));
        }
        changedTables(baseReferences, patchedReferences, reasons);
    }

    private void changedTables(
            List<Reference> baseReferences, List<Reference> patchedReferences, List<Reason> reasons) {
        if (baseReferences.size() != patchedReferences.size()) {
            return;
        }
        Set<String> tables = new LinkedHashSet<>();
        for (int i = 0; i < baseReferences.size(); i++) {
            if (baseReferences.get(i).target() instanceof Target.Defined(Item item, long delta)
                    && isNamelessTable(item)
                    && !meaning.same(baseReferences.get(i), patchedReferences.get(i))) {
                tables.add(item.name());
            }
        }
        if (!tables.isEmpty()) {
            reasons.add(new Reason("table-changed", "Its table in " + list(tables) + " differs."));
        }
    }

    /** Names that say something on both sides: those of nameless tables are places, which differ from build to build. */
    private static Set<String> names(List<Reference> references) {
        return references.stream()
                .filter(r -> !(r.target() instanceof Target.Defined(Item item, long delta) && isNamelessTable(item)))
                .filter(r -> !(r.target() instanceof Target.Undefined(String name) && name.startsWith(".")))
                .map(ReferenceNames::of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Texts of a section that is not mergeable, or no longer, are named by what they say. */
    private static boolean isNamelessTable(Item item) {
        return item.origin() == Item.Origin.ANONYMOUS && !item.name().startsWith("\"");
    }

    static String list(Set<String> names) {
        String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.size() > NAMES_SHOWN ? "%s and %d more".formatted(shown, names.size() - NAMES_SHOWN) : shown;
    }

    private static String sizes(String what, Item baseItem, Item patchedItem) {
        return baseItem.size() == patchedItem.size()
                ? "%s (%d bytes on both sides).".formatted(what, baseItem.size())
                : "%s (%d → %d bytes).".formatted(what, baseItem.size(), patchedItem.size());
    }
}
