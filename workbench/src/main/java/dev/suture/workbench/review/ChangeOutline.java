package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Severity;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The lines of the tree, and where each object and change stands in it. Cells only draw what stands here. */
final class ChangeOutline {
    private final Set<String> collapsed;
    private final List<ChangeRow> rows = new ArrayList<>();
    private final Map<Object, Integer> places = new IdentityHashMap<>();

    ChangeOutline(List<ChangeGroup> groups, Set<String> collapsed) {
        this.collapsed = collapsed;
        groups.forEach(this::add);
    }

    private void add(ChangeGroup group) {
        ObjectDiff object = group.object();
        Set<String> blocked = object.findings().stream()
                .filter(f -> f.severity() == Severity.BLOCKER)
                .map(Finding::item)
                .collect(Collectors.toSet());
        boolean expanded = !collapsed.contains(object.name());
        long delta = object.changes().stream()
                .filter(Change::counts)
                .mapToLong(ChangeOutline::delta)
                .sum();
        add(object, new ChangeRow(new Selection.WholeObject(object), 0, delta, !blocked.isEmpty(), expanded));
        if (!expanded) {
            return;
        }
        for (ChangeNode node : group.nodes()) {
            add(object, node.change(), 1, blocked);
            node.parts().forEach(part -> add(object, part, 2, blocked));
        }
    }

    private void add(ObjectDiff object, Change change, int depth, Set<String> blocked) {
        add(
                change,
                new ChangeRow(
                        new Selection.OneChange(object, change),
                        depth,
                        delta(change),
                        blocked.contains(change.name()),
                        true));
    }

    private void add(Object what, ChangeRow row) {
        places.put(what, rows.size());
        rows.add(row);
    }

    private static long delta(Change change) {
        return change.patchedSize() - change.baseSize();
    }

    List<ChangeRow> rows() {
        return rows;
    }

    /** Whether every line is the same. */
    boolean sameAs(ChangeOutline other) {
        return rows.size() == other.rows.size()
                && IntStream.range(0, rows.size()).allMatch(i -> rows.get(i).sameAs(other.rows.get(i)));
    }

    /** Where a selection stands; empty if it is nothing, filtered out, or below a collapsed object. */
    Optional<Integer> place(Selection selection) {
        return switch (selection) {
            case Selection.OneChange(ObjectDiff _, Change change) -> Optional.ofNullable(places.get(change));
            case Selection.WholeObject(ObjectDiff object) -> Optional.ofNullable(places.get(object));
            case Selection.Nothing() -> Optional.empty();
        };
    }
}
