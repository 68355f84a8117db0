package dev.suture.diff;

import dev.suture.diff.compare.ItemComparator;
import dev.suture.diff.compare.Similarity;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ItemName;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Reason;
import dev.suture.elf.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds what differs: walks all items of one comparison. Where there are many, several threads share them. */
final class Changes {
    private static final int WORTH_SHARING = 2000;

    private final Comparison comparison;
    private final Map<Item, Change> byItem = new IdentityHashMap<>();

    Changes(Comparison comparison) {
        this.comparison = comparison;
    }

    List<Change> find() {
        patchedItems(comparison.patched().named());
        comparison.base().named().forEach(this::baseItem);
        patchedItems(comparison.patched().anonymous().stream()
                .filter(Changes::standsAlone)
                .toList());
        comparison.base().anonymous().stream().filter(Changes::standsAlone).forEach(this::baseItem);
        parentsOfChangedParts();
        return List.copyOf(byItem.values());
    }

    /** Tables of start-up code belong to no function; all other anonymous items belong to those that use them. */
    private static boolean standsAlone(Item item) {
        return switch (item.section().type()) {
            case Section.INIT_ARRAY, Section.FINI_ARRAY, Section.PREINIT_ARRAY -> true;
            default -> false;
        };
    }

    private void patchedItems(List<Item> items) {
        int parts = items.size() < WORTH_SHARING ? 1 : Runtime.getRuntime().availableProcessors();
        List<Change> found = IntStream.range(0, parts)
                .parallel()
                .mapToObj(i -> patchedItemsOfOneThread(
                        items.subList(part(items.size(), i, parts), part(items.size(), i + 1, parts))))
                .flatMap(List::stream)
                .toList();
        found.forEach(c -> byItem.put(c.item(), c));
    }

    private static int part(int size, int i, int parts) {
        return (int) ((long) size * i / parts);
    }

    private List<Change> patchedItemsOfOneThread(List<Item> items) {
        ItemComparator comparator = new ItemComparator(comparison.base(), comparison.patched(), comparison.pairing());
        List<Change> changes = new ArrayList<>();
        for (Item item : items) {
            if (!comparison.patched().isStartupCode(item)) {
                patchedItem(comparator, item).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private Optional<Change> patchedItem(ItemComparator comparator, Item item) {
        Optional<Item> base = comparison.pairing().baseOf(item);
        if (base.isEmpty()) {
            return Optional.of(Change.added(item, new Reason("added", "It exists in the patched build only.")));
        }
        List<Reason> reasons = comparator.reasons(base.get(), item);
        return reasons.isEmpty() ? Optional.empty() : Optional.of(changed(base.get(), item, reasons));
    }

    private Change changed(Item base, Item patched, List<Reason> reasons) {
        String pass = comparison.pairing().passOf(patched).orElseThrow();
        return Change.changed(base, patched, pass, reasons, Similarity.of(base, patched));
    }

    private void baseItem(Item item) {
        if (comparison.pairing().patchedOf(item).isEmpty() && !comparison.base().isStartupCode(item)) {
            byItem.put(item, Change.deleted(item, new Reason("deleted", "It exists in the base build only.")));
        }
    }

    /** A function whose cold part changed has to be replaced with it: each jumps into the other's middle. */
    private void parentsOfChangedParts() {
        if (byItem.values().stream().noneMatch(c -> ItemName.isColdPart(c.name()))) {
            return;
        }
        Map<String, Item> functions = new HashMap<>();
        comparison.patched().named().stream()
                .filter(i -> i.kind() == ItemKind.FUNCTION)
                .forEach(i -> functions.putIfAbsent(i.name(), i));
        for (Change change : List.copyOf(byItem.values())) {
            if (!ItemName.isColdPart(change.name())) {
                continue;
            }
            ItemName.parent(change.name())
                    .map(functions::get)
                    .filter(p -> !byItem.containsKey(p))
                    .ifPresent(parent -> comparison
                            .pairing()
                            .baseOf(parent)
                            .ifPresent(base -> byItem.put(
                                    parent,
                                    changed(
                                            base,
                                            parent,
                                            List.of(new Reason(
                                                    "cold-part-changed",
                                                    "Its part %s, which is split off as unlikely, differs."
                                                            .formatted(change.name())))))));
        }
    }
}
