package dev.suture.diff.explain;

import dev.suture.diff.compare.Meaning;
import dev.suture.diff.compare.Similarity;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Offers that a deleted and an added item may be one that was renamed. They stay DELETED and ADDED: to the linker and to
 * a running program a name is what an item is.
 */
final class Renames {
    /** The passes' names. */
    private static final String CONTENT_HASH = "content-hash";

    private static final String SIMILAR = "similar-contents";

    /** Below this many bytes unrelated functions look alike. */
    private static final int SMALLEST = 16;

    private static final double ALIKE = 0.8;
    /** How many bytes more than windows two items have at the most, see {@link Similarity}. */
    private static final int WINDOWS_CUT = 16;
    /** The second pass looks at pairs; it is left out where they would be many. */
    private static final int MOST_PAIRS = 10_000;

    private final Comparison comparison;
    private final Map<Change, Change> replacements = new IdentityHashMap<>();

    Renames(Comparison comparison) {
        this.comparison = comparison;
    }

    List<Change> explain(List<Change> changes) {
        List<Change> deleted = candidates(changes, Status.DELETED);
        List<Change> added = candidates(changes, Status.ADDED);
        if (deleted.isEmpty() || added.isEmpty()) {
            return changes;
        }
        equalContents(deleted, added);
        similarContents(deleted, added);
        return changes.stream().map(c -> replacements.getOrDefault(c, c)).toList();
    }

    private static List<Change> candidates(List<Change> changes, Status status) {
        return changes.stream()
                .filter(c -> c.status() == status
                        && c.item().size() >= SMALLEST
                        && c.item().isNamed())
                .filter(c -> !c.item().isZeroInitialised())
                .toList();
    }

    private record Key(ItemKind kind, int hash) {}

    private void equalContents(List<Change> deleted, List<Change> added) {
        Map<Key, List<Change>> byContents = new HashMap<>();
        deleted.forEach(c -> byContents
                .computeIfAbsent(key(comparison.base(), c.item()), k -> new ArrayList<>())
                .add(c));
        Meaning meaning = new Meaning(comparison.base(), comparison.patched(), comparison.pairing());
        for (Change change : added) {
            List<Change> same = byContents.getOrDefault(key(comparison.patched(), change.item()), List.of());
            if (same.size() == 1
                    && !replacements.containsKey(same.getFirst())
                    && meaning.sameContents(same.getFirst().item(), change.item())) {
                offer(same.getFirst(), change, CONTENT_HASH, 1);
            }
        }
    }

    private static Key key(ObjectItems items, Item item) {
        return new Key(item.kind(), Arrays.hashCode(Meaning.contents(item.bytes(), items.references(item))));
    }

    private void similarContents(List<Change> deleted, List<Change> added) {
        List<Change> left =
                deleted.stream().filter(c -> !replacements.containsKey(c)).toList();
        List<Change> right =
                added.stream().filter(c -> !replacements.containsKey(c)).toList();
        if ((long) left.size() * right.size() > MOST_PAIRS) {
            return;
        }
        for (Change one : left) {
            Change best = null;
            double similarity = ALIKE;
            for (Change other : right) {
                double here = mayBeAlike(one, other) && !replacements.containsKey(other)
                        ? Similarity.of(one.item(), other.item())
                        : 0;
                if (here >= similarity) {
                    best = other;
                    similarity = here;
                }
            }
            if (best != null) {
                offer(one, best, SIMILAR, similarity);
            }
        }
    }

    /** Whether both are of one kind and so close in size that most of the larger one can stand in the smaller. */
    private static boolean mayBeAlike(Change one, Change other) {
        double smaller = Math.min(one.item().size(), other.item().size());
        return one.kind() == other.kind()
                && 2 * smaller >= ALIKE * (one.item().size() + other.item().size()) - WINDOWS_CUT;
    }

    private void offer(Change gone, Change come, String pass, double similarity) {
        String text =
                pass.equals(CONTENT_HASH) ? "with the same contents" : "%.0f %% alike".formatted(100 * similarity);
        replacements.put(
                gone,
                gone.perhapsRenamed(
                        new Reason("renamed", "It may have been renamed to %s, %s.".formatted(come.name(), text)),
                        pass,
                        similarity));
        replacements.put(
                come,
                come.perhapsRenamed(
                        new Reason("renamed", "It may be %s renamed, %s.".formatted(gone.name(), text)),
                        pass,
                        similarity));
    }
}
