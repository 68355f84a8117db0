package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One object with those of its changes that pass the filter.
 *
 * @param object the object
 * @param nodes functions first, then data, each by name; a part stands below its function if that passes too
 */
public record ChangeGroup(ObjectDiff object, List<ChangeNode> nodes) {
    public ChangeGroup {
        nodes = List.copyOf(nodes);
    }

    static ChangeGroup of(ObjectDiff object, List<Change> passing) {
        if (passing.stream().allMatch(c -> c.parent().isEmpty())) {
            return new ChangeGroup(
                    object,
                    passing.stream().map(c -> new ChangeNode(c, List.of())).toList());
        }
        Map<String, List<Change>> parts = new HashMap<>();
        for (Change change : passing) {
            if (isFunction(change) && change.parent().isEmpty()) {
                parts.putIfAbsent(change.name(), new ArrayList<>());
            }
        }
        for (Change change : passing) {
            parent(change, parts).ifPresent(parent -> parent.add(change));
        }
        List<ChangeNode> nodes = new ArrayList<>();
        for (Change change : passing) {
            if (parent(change, parts).isEmpty()) {
                // Taken out: of several static functions of one name, the first has the parts.
                List<Change> own = isFunction(change) && change.parent().isEmpty()
                        ? parts.replace(change.name(), List.of())
                        : List.of();
                nodes.add(new ChangeNode(change, own));
            }
        }
        return new ChangeGroup(object, nodes);
    }

    private static Optional<List<Change>> parent(Change change, Map<String, List<Change>> parts) {
        return isFunction(change) ? change.parent().map(parts::get) : Optional.empty();
    }

    private static boolean isFunction(Change change) {
        return change.kind() == ItemKind.FUNCTION;
    }

    /** All changes in the order in which they stand. */
    public List<Change> changes() {
        return nodes.stream()
                .flatMap(n -> Stream.concat(Stream.of(n.change()), n.parts().stream()))
                .toList();
    }
}
