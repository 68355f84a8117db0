package dev.suture.diff.explain;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.Sides;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import java.util.List;

/** Explains the changes of one comparison, and sets aside what the filters say is noise. */
public final class Explainer {
    private final Comparison comparison;
    private final boolean lineNumberFilter;

    /** @param lineNumberFilter whether changes of line numbers only are set aside */
    public Explainer(Comparison comparison, boolean lineNumberFilter) {
        this.comparison = comparison;
        this.lineNumberFilter = lineNumberFilter;
    }

    public List<Change> explain(List<Change> changes) {
        if (changes.isEmpty()) {
            return changes;
        }
        DebugInfo base = new DebugInfo(comparison.base());
        DebugInfo patched = new DebugInfo(comparison.patched());
        readTogether(changes, base, patched);
        LineNumbers lines = new LineNumbers(comparison, base, patched);
        Inlining inlining = new Inlining(comparison, base, patched, changes);
        Clones clones = new Clones(comparison);
        List<Change> explained = changes.stream()
                .map(lines::explain)
                .map(this::filter)
                .map(inlining::explain)
                .map(clones::explain)
                .toList();
        return new Chains(comparison).explain(new Renames(comparison).explain(explained));
    }

    /** Where the functions are has to be read of both sides for the first that changed; the sides at the same time. */
    private static void readTogether(List<Change> changes, DebugInfo base, DebugInfo patched) {
        changes.stream()
                .filter(c -> c.kind() == ItemKind.FUNCTION && c.status() == Status.CHANGED)
                .findFirst()
                .ifPresent(c -> Sides.together(
                        () -> base.inlinedInto(c.base().orElseThrow()),
                        () -> patched.inlinedInto(c.patched().orElseThrow())));
    }

    private Change filter(Change change) {
        if (!lineNumberFilter) {
            return change;
        }
        boolean lines = change.reasons().stream().map(Reason::id).anyMatch(LineNumbers.ID::equals);
        if (lines) {
            return change.suppressedBy(LineNumbers.ID);
        }
        return isMovedDescriptor(change) ? change.suppressedBy("dynamic-debug") : change;
    }

    /** The kernel's descriptors of debugging messages hold the line each stands in (dynamic debug howto). */
    private static boolean isMovedDescriptor(Change change) {
        return change.status() == Status.CHANGED
                && change.item().section().name().startsWith("__dyndbg")
                && change.reasons().stream().map(Reason::id).allMatch("value-changed"::equals);
    }
}
