package dev.suture.report.view;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import java.util.Comparator;
import java.util.List;

/**
 * What of one object is shown.
 *
 * @param object the whole object
 * @param changes the changes the filter lets through, in their order
 * @param findings the findings the filter lets through, in their order
 */
public record ObjectView(ObjectDiff object, List<Change> changes, List<Finding> findings) {
    private static final String LINE_NUMBERS = "line-number-only";

    public ObjectView {
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    /** Whether anything of it is left to show. */
    public boolean isEmpty() {
        return changes.isEmpty() && findings.isEmpty();
    }

    /** Whether a change is one of line numbers only, or set aside: there is no need to read it. */
    public static boolean isMinor(Change change) {
        return change.suppressed().isPresent()
                || !change.reasons().isEmpty()
                        && change.reasons().stream().map(Reason::id).allMatch(LINE_NUMBERS::equals);
    }

    /** Whether there is none among its changes that has to be read. */
    boolean needsNoReading() {
        return !changes.isEmpty() && changes.stream().allMatch(ObjectView::isMinor);
    }

    /** The same with the changes that need reading in front of the others. */
    ObjectView weightiestFirst() {
        List<Change> sorted = changes.stream()
                .sorted(Comparator.comparing(ObjectView::isMinor))
                .toList();
        return new ObjectView(object, sorted, findings);
    }

    /** What the rules say of one of its changes. */
    public List<Finding> findingsOf(Change change) {
        return findings.stream().filter(f -> f.item().equals(change.name())).toList();
    }
}
