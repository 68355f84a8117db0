package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import java.util.List;

/**
 * One object with those of its changes that pass the filter.
 *
 * @param object the object
 * @param changes functions first, then data, each by name
 */
public record ChangeGroup(ObjectDiff object, List<Change> changes) {
    public ChangeGroup {
        changes = List.copyOf(changes);
    }
}
