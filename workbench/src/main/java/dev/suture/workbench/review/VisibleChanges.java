package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.review.Selection.OneChange;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What passes the filter, in order and with the place of each. Objects and changes are told apart by identity. */
final class VisibleChanges {
    private final List<ChangeGroup> groups;
    private final List<OneChange> order = new ArrayList<>();
    private final Map<Change, Integer> places = new IdentityHashMap<>();
    private final Map<ObjectDiff, Integer> firsts = new IdentityHashMap<>();

    VisibleChanges(List<ChangeGroup> groups) {
        this.groups = List.copyOf(groups);
        for (ChangeGroup group : groups) {
            firsts.put(group.object(), order.size());
            for (Change change : group.changes()) {
                places.put(change, order.size());
                order.add(new OneChange(group.object(), change));
            }
        }
    }

    List<ChangeGroup> groups() {
        return groups;
    }

    List<OneChange> order() {
        return order;
    }

    boolean contains(Change change) {
        return places.containsKey(change);
    }

    /** Where a step from the selection leads; may lie outside the order. */
    int step(Selection from, int step) {
        return switch (from) {
            case OneChange(ObjectDiff _, Change change) when places.containsKey(change) -> places.get(change) + step;
            case OneChange _ -> 0;
            case Selection.WholeObject(ObjectDiff object) -> firsts.getOrDefault(object, 0);
            case Selection.Nothing() -> 0;
        };
    }
}
