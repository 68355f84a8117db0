package dev.suture.diff.compare;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Reason;
import dev.suture.elf.Symbol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says what differs about two items beside their contents: where they lie, and what others know them by. */
final class SymbolComparator {
    /** By number (ELF gABI, "Symbol Visibility"). */
    private static final List<String> VISIBILITY = List.of("default", "internal", "hidden", "protected");

    private SymbolComparator() {}

    static void addReasons(Item baseItem, Item patchedItem, List<Reason> reasons) {
        sections(baseItem, patchedItem, reasons);
        alignments(baseItem, patchedItem, reasons);
        baseItem.symbol().ifPresent(one -> patchedItem.symbol().ifPresent(other -> symbols(one, other, reasons)));
        aliases(baseItem, patchedItem, reasons);
    }

    private static void sections(Item baseItem, Item patchedItem, List<Reason> reasons) {
        boolean otherFlags = baseItem.section().flags() != patchedItem.section().flags();
        if (otherFlags || !SectionRole.of(baseItem).equals(SectionRole.of(patchedItem))) {
            reasons.add(new Reason(
                    "section-changed",
                    "It moved from section %s to %s%s."
                            .formatted(
                                    baseItem.section().name(),
                                    patchedItem.section().name(),
                                    otherFlags ? " with other flags" : "")));
        }
    }

    /** Where several data share a section, its alignment is that of the strictest and says nothing of the others. */
    private static void alignments(Item baseItem, Item patchedItem, List<Reason> reasons) {
        long before = baseItem.section().alignment();
        long after = patchedItem.section().alignment();
        if (baseItem.kind() == ItemKind.DATA && isAlone(baseItem) && isAlone(patchedItem) && before < after) {
            reasons.add(new Reason(
                    "alignment-changed", "Its alignment grew from %d to %d bytes.".formatted(before, after)));
        }
    }

    /** In linked files sections have addresses and stand for many data, even if one of these alone has a name. */
    private static boolean isAlone(Item item) {
        return item.section().address() == 0
                && item.offset() == 0
                && item.size() == item.section().size();
    }

    private static void symbols(Symbol one, Symbol other, List<Reason> reasons) {
        if (one.binding() != other.binding()) {
            reasons.add(new Reason(
                    "binding-changed",
                    "Its binding changed from %s to %s.".formatted(word(one.binding()), word(other.binding()))));
        } else if (one.visibility() != other.visibility()) {
            reasons.add(new Reason(
                    "visibility-changed",
                    "Its visibility changed from %s to %s."
                            .formatted(VISIBILITY.get(one.visibility()), VISIBILITY.get(other.visibility()))));
        }
        if (one.type() != other.type()) {
            reasons.add(new Reason(
                    "type-changed", "Its symbol type changed from %s to %s.".formatted(one.type(), other.type())));
        }
    }

    private static String word(Symbol.Binding value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Code that calls it by a name that now means something else, or nothing, goes on coming here. */
    private static void aliases(Item baseItem, Item patchedItem, List<Reason> reasons) {
        if (baseItem.aliases().isEmpty() && baseItem.name().equals(patchedItem.name())) {
            return;
        }
        Set<String> gone = globalNames(baseItem);
        gone.removeAll(globalNames(patchedItem));
        // A sole name that became local is a matter of binding.
        patchedItem.symbol().ifPresent(s -> gone.remove(s.name()));
        if (!gone.isEmpty()) {
            reasons.add(
                    new Reason("alias-gone", "It no longer has the name " + ItemComparator.list(gone) + " as well."));
        }
    }

    private static Set<String> globalNames(Item item) {
        Set<String> names = new LinkedHashSet<>();
        item.symbol().filter(s -> !s.isLocal()).ifPresent(s -> names.add(s.name()));
        item.aliases().stream().filter(s -> !s.isLocal()).forEach(s -> names.add(s.name()));
        return names;
    }
}
