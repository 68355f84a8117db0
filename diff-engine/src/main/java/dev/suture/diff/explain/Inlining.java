package dev.suture.diff.explain;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import dev.suture.elf.dwarf.InlinedCall;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Explains functions that changed because one that is inlined into them did, or is now, or no longer is. */
final class Inlining {
    private final DebugInfo base;
    private final DebugInfo patched;
    private final Map<String, Status> functions = new HashMap<>();
    private final Set<String> edited;

    Inlining(Comparison comparison, DebugInfo base, DebugInfo patched, List<Change> changes) {
        this.base = base;
        this.patched = patched;
        for (Change change : changes) {
            if (change.kind() == ItemKind.FUNCTION) {
                functions.put(change.name(), change.status());
            }
        }
        this.edited = new InlinedEdits(comparison, base, patched).in(changes);
    }

    Change explain(Change change) {
        if (change.kind() != ItemKind.FUNCTION) {
            return change;
        }
        return switch (change.status()) {
            case CHANGED -> changed(change);
            case DELETED -> vanished(change);
            case ADDED -> appeared(change);
            case UNCHANGED -> change;
        };
    }

    private Change changed(Change change) {
        Item one = change.base().orElseThrow();
        Item other = change.patched().orElseThrow();
        List<InlinedCall> before = base.inlinedInto(one);
        List<InlinedCall> after = patched.inlinedInto(other);
        Set<String> names = new LinkedHashSet<>();
        before.forEach(c -> names.add(name(c)));
        after.forEach(c -> names.add(name(c)));
        // What gcc split off a function and inlined again is the function itself.
        names.remove(change.name());
        List<String> changed = names.stream()
                .filter(n -> functions.get(n) == Status.CHANGED || edited.contains(n))
                .toList();
        if (!changed.isEmpty()) {
            return change.withReason(new Reason(
                            "inlined-callee",
                            "%s, which is inlined into it, changed.".formatted(String.join(", ", changed))))
                    .because(List.of(changed.getFirst(), change.name()));
        }
        Set<String> only = new LinkedHashSet<>();
        after.forEach(c -> only.add(name(c)));
        before.forEach(c -> only.remove(name(c)));
        Set<String> gone = new LinkedHashSet<>();
        before.forEach(c -> gone.add(name(c)));
        after.forEach(c -> gone.remove(name(c)));
        Change result = change;
        if (!only.isEmpty()) {
            result = result.withLastReason(new Reason("newly-inlined", "%s now inlined into it.".formatted(are(only))));
        }
        if (!gone.isEmpty()) {
            result = result.withLastReason(
                    new Reason("no-longer-inlined", "%s no longer inlined into it.".formatted(are(gone))));
        }
        return result;
    }

    private static String are(Set<String> names) {
        return String.join(", ", names) + (names.size() == 1 ? " is" : " are");
    }

    private Change vanished(Change change) {
        List<String> where = patched.inlinedWhere(change.name());
        return where.isEmpty()
                ? change
                : change.withReason(new Reason(
                        "inlined-everywhere",
                        "Its copy of its own is gone because it is now inlined everywhere: into %s."
                                .formatted(String.join(", ", where))));
    }

    private Change appeared(Change change) {
        List<String> where = base.inlinedWhere(change.name());
        return where.isEmpty()
                ? change
                : change.withReason(new Reason(
                        "no-longer-inlined",
                        "It has a copy of its own now; in the base it was inlined into %s."
                                .formatted(String.join(", ", where))));
    }

    static String name(InlinedCall call) {
        return call.linkageName().orElse(call.name());
    }
}
