package dev.suture.diff.explain;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.model.Chain;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** For everything new, the names from a changed function down to it: a hot patch carries it because of them. */
final class Chains {
    private final Comparison comparison;
    private final Map<Item, Change> changes = new IdentityHashMap<>();
    private final Map<Item, List<String>> chains = new IdentityHashMap<>();
    private final Deque<Item> open = new ArrayDeque<>();

    Chains(Comparison comparison) {
        this.comparison = comparison;
    }

    List<Change> explain(List<Change> all) {
        for (Change change : all) {
            change.patched().ifPresent(item -> changes.put(item, change));
        }
        for (Change change : all) {
            boolean edited =
                    change.status() == Status.CHANGED && change.suppressed().isEmpty();
            change.patched().filter(i -> edited).ifPresent(item -> {
                chains.put(item, change.because().isEmpty() ? List.of(change.name()) : change.because());
                open.add(item);
            });
        }
        while (!open.isEmpty()) {
            follow(open.poll());
        }
        return all.stream().map(this::withChain).toList();
    }

    private void follow(Item item) {
        for (Reference reference : comparison.patched().references(item)) {
            if (reference.target() instanceof Target.Defined(Item target, long delta)
                    && !chains.containsKey(target)
                    && isCarried(target)) {
                chains.put(target, Chain.extend(chains.get(item), target.name()));
                open.add(target);
            }
        }
    }

    private boolean isCarried(Item target) {
        Change change = changes.get(target);
        return change == null ? !target.isNamed() : change.status() == Status.ADDED;
    }

    private Change withChain(Change change) {
        return change.status() == Status.ADDED
                ? change.patched().map(chains::get).map(change::because).orElse(change)
                : change;
    }
}
