package dev.suture.cli.view;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import java.util.List;

/**
 * What of one object is shown.
 *
 * @param object the whole object
 * @param changes the changes the filter lets through, in their order
 * @param findings the findings the filter lets through, in their order
 */
public record ObjectView(ObjectDiff object, List<Change> changes, List<Finding> findings) {
    public ObjectView {
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    /** Whether anything of it is left to show. */
    public boolean isEmpty() {
        return changes.isEmpty() && findings.isEmpty();
    }

    /** What the rules say of one of its changes. */
    public List<Finding> findingsOf(Change change) {
        return findings.stream().filter(f -> f.item().equals(change.name())).toList();
    }
}
