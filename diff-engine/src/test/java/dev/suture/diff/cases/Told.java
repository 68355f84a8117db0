package dev.suture.diff.cases;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import java.util.List;

/** What a comparison tells, in the terms tests ask in. */
final class Told {
    private Told() {}

    /** Everything that counts, as {@code STATUS name}, in order. */
    static List<String> changes(ObjectDiff diff) {
        return diff.changes().stream()
                .filter(Change::counts)
                .map(c -> c.status() + " " + c.name())
                .toList();
    }

    static Change change(ObjectDiff diff, String name) {
        return diff.changes().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no change of " + name + " in " + diff.changes()));
    }

    static List<String> reasons(ObjectDiff diff, String name) {
        return change(diff, name).reasons().stream().map(Reason::id).toList();
    }

    /** Findings as {@code id item}. */
    static List<String> findings(ObjectDiff diff) {
        return diff.findings().stream()
                .map((Finding f) -> f.id() + " " + f.item())
                .toList();
    }
}
