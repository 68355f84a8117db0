package dev.suture.diff.explain;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ItemName;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Explains clones the optimiser makes on one side only, and functions that are there as clones only. */
final class Clones {
    private final Map<String, TreeSet<String>> base;
    private final Map<String, TreeSet<String>> patched;

    Clones(Comparison comparison) {
        this.base = clones(comparison.base());
        this.patched = clones(comparison.patched());
    }

    private static Map<String, TreeSet<String>> clones(ObjectItems items) {
        Map<String, TreeSet<String>> result = new HashMap<>();
        items.named().stream()
                .filter(i -> i.kind() == ItemKind.FUNCTION)
                .forEach(i -> ItemName.parent(i.name())
                        .ifPresent(p ->
                                result.computeIfAbsent(p, k -> new TreeSet<>()).add(i.name())));
        return result;
    }

    Change explain(Change change) {
        boolean one = change.status() == Status.ADDED || change.status() == Status.DELETED;
        if (!one || change.kind() != ItemKind.FUNCTION) {
            return change;
        }
        boolean added = change.status() == Status.ADDED;
        if (change.parent().isPresent()) {
            String parent = change.parent().get();
            return change.withLastReason(
                    added
                            ? new Reason(
                                    "clone-new",
                                    "It is a clone or part of %s that the compiler makes only now.".formatted(parent))
                            : new Reason(
                                    "clone-gone",
                                    "It was a clone or part of %s, which the compiler no longer makes."
                                            .formatted(parent)));
        }
        List<String> left = new ArrayList<>((added ? base : patched).getOrDefault(change.name(), new TreeSet<>()));
        left.removeIf(ItemName::isColdPart);
        return left.isEmpty()
                ? change
                : change.withLastReason(new Reason(
                        "clone-only",
                        "In the %s build it is there as a clone only: %s."
                                .formatted(added ? "base" : "patched", String.join(", ", left))));
    }
}
