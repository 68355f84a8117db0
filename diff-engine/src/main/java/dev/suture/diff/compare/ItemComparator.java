package dev.suture.diff.compare;

import dev.suture.diff.correlate.Pairing;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.model.Reason;
import dev.suture.elf.Symbol;
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

    public ItemComparator(ObjectItems base, ObjectItems patched, Pairing pairing) {
        this.base = base;
        this.patched = patched;
        this.meaning = new Meaning(base, patched, pairing);
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
        placeReasons(baseItem, patchedItem, reasons);
        aliasReasons(baseItem, patchedItem, reasons);
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
                    && item.origin() == Item.Origin.ANONYMOUS
                    && !meaning.same(baseReferences.get(i), patchedReferences.get(i))) {
                tables.add(item.name());
            }
        }
        if (!tables.isEmpty()) {
            reasons.add(new Reason("table-changed", "Its table in " + list(tables) + " differs."));
        }
    }

    /** Code that calls it by a name that now means something else, or nothing, goes on coming here. */
    private static void aliasReasons(Item baseItem, Item patchedItem, List<Reason> reasons) {
        if (baseItem.aliases().isEmpty() && baseItem.name().equals(patchedItem.name())) {
            return;
        }
        Set<String> gone = globalNames(baseItem);
        gone.removeAll(globalNames(patchedItem));
        // A sole name that became local is a matter of binding.
        patchedItem.symbol().ifPresent(s -> gone.remove(s.name()));
        if (!gone.isEmpty()) {
            reasons.add(new Reason("alias-gone", "It no longer has the name " + list(gone) + " as well."));
        }
    }

    private static Set<String> globalNames(Item item) {
        Set<String> names = new LinkedHashSet<>();
        item.symbol().filter(s -> !s.isLocal()).ifPresent(s -> names.add(s.name()));
        item.aliases().stream().filter(s -> !s.isLocal()).forEach(s -> names.add(s.name()));
        return names;
    }

    private static void placeReasons(Item baseItem, Item patchedItem, List<Reason> reasons) {
        if (baseItem.section().flags() != patchedItem.section().flags()) {
            reasons.add(new Reason(
                    "section-changed",
                    "It moved from section %s to %s with other flags."
                            .formatted(
                                    baseItem.section().name(),
                                    patchedItem.section().name())));
        }
        if (baseItem.kind() == ItemKind.DATA
                && baseItem.section().alignment() < patchedItem.section().alignment()
                && baseItem.offset() == 0) {
            reasons.add(new Reason(
                    "alignment-changed",
                    "Its alignment grew from %d to %d bytes."
                            .formatted(
                                    baseItem.section().alignment(),
                                    patchedItem.section().alignment())));
        }
        baseItem.symbol().ifPresent(one -> patchedItem.symbol().ifPresent(other -> symbolReasons(one, other, reasons)));
    }

    private static void symbolReasons(Symbol one, Symbol other, List<Reason> reasons) {
        if (one.binding() != other.binding()) {
            reasons.add(new Reason(
                    "binding-changed",
                    "Its binding changed from %s to %s."
                            .formatted(
                                    one.binding().name().toLowerCase(java.util.Locale.ROOT),
                                    other.binding().name().toLowerCase(java.util.Locale.ROOT))));
        }
        if (one.type() != other.type()) {
            reasons.add(new Reason(
                    "type-changed", "Its symbol type changed from %s to %s.".formatted(one.type(), other.type())));
        }
    }

    /** Names that say something on both sides: those of nameless tables are places, which differ from build to build. */
    private static Set<String> names(List<Reference> references) {
        return references.stream()
                .filter(r -> !(r.target() instanceof Target.Defined(Item item, long delta)
                        && item.origin() == Item.Origin.ANONYMOUS
                        && !item.name().startsWith("\"")))
                .map(ReferenceNames::of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String list(Set<String> names) {
        String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return names.size() > NAMES_SHOWN ? "%s and %d more".formatted(shown, names.size() - NAMES_SHOWN) : shown;
    }

    private static String sizes(String what, Item baseItem, Item patchedItem) {
        return baseItem.size() == patchedItem.size()
                ? "%s (%d bytes on both sides).".formatted(what, baseItem.size())
                : "%s (%d → %d bytes).".formatted(what, baseItem.size(), patchedItem.size());
    }
}
