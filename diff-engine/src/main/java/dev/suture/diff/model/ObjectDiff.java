package dev.suture.diff.model;

import dev.suture.diff.item.ItemKind;
import java.util.List;

/**
 * The difference between two versions of one object file.
 *
 * @param name what people know the object by: its path below the compared folders, or its file name
 * @param status UNCHANGED if no change counts, CHANGED, or ADDED/DELETED where only one of the folders has it
 * @param comparison what it was worked out from; a side that does not exist holds no items
 * @param changes everything that is not UNCHANGED: functions first, then data, each by name
 * @param findings what the rules say of the changes, the severest first
 * @param unchanged how many named functions and data are the same on both sides
 */
public record ObjectDiff(
        String name,
        Status status,
        Comparison comparison,
        List<Change> changes,
        List<Finding> findings,
        int unchanged) {
    public ObjectDiff {
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    public long count(ItemKind kind, Status wanted) {
        return changes.stream()
                .filter(c -> c.counts() && c.kind() == kind && c.status() == wanted)
                .count();
    }

    /** Whether no rule forbids making a hot patch of it. */
    public boolean patchable() {
        return findings.stream().noneMatch(f -> f.severity() == Severity.BLOCKER);
    }
}
