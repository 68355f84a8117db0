package dev.suture.workbench.callers;

import dev.suture.diff.DiffProgress;
import dev.suture.diff.Untouched;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.reach.CallerIndex;
import dev.suture.diff.reach.Member;
import dev.suture.diff.reach.Unit;
import dev.suture.workbench.review.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What is known of one side of a comparison: who refers to what, and what became of each. Immutable once it is made. */
final class Known {
    private final DiffReport report;
    private final boolean base;
    private final CallerIndex index;
    private final int unread;
    private final Map<String, ObjectDiff> objects = new HashMap<>();
    private final Map<Item, Change> changes = new IdentityHashMap<>();

    private Known(DiffReport report, boolean base, List<ObjectDiff> all, int unread, DiffProgress progress) {
        this.report = report;
        this.base = base;
        this.unread = unread;
        List<Unit> units = new ArrayList<>();
        for (ObjectDiff object : all) {
            objects.put(object.name(), object);
            Comparison comparison = object.comparison();
            ObjectItems items = base ? comparison.base() : comparison.patched();
            units.add(new Unit(object.name(), items));
            for (Change change : object.changes()) {
                (base ? change.base() : change.patched()).ifPresent(item -> changes.put(item, change));
            }
        }
        this.index = CallerIndex.of(units, progress);
    }

    /** Goes through all references of all objects of a side. */
    static Known of(DiffReport report, boolean base, DiffProgress progress) {
        Untouched untouched = Untouched.of(report, progress);
        List<ObjectDiff> all = new ArrayList<>(report.objects());
        all.addAll(untouched.objects());
        return new Known(report, base, all, untouched.unread().size(), progress);
    }

    boolean isOf(DiffReport wanted, boolean ofBase) {
        return report == wanted && base == ofBase;
    }

    boolean base() {
        return base;
    }

    CallerIndex index() {
        return index;
    }

    int objects() {
        return objects.size();
    }

    int unread() {
        return unread;
    }

    /** What became of a member. */
    Change change(Member member) {
        Change change = changes.get(member.item());
        return change != null ? change : unchanged(member);
    }

    private Change unchanged(Member member) {
        var pairing = objects.get(member.unit().name()).comparison().pairing();
        Item item = member.item();
        Item one = base ? item : pairing.baseOf(item).orElse(item);
        Item other = base ? pairing.patchedOf(item).orElse(item) : item;
        return Change.unchanged(one, other, pairing.passOf(other));
    }

    /** What is selected to look at a member. */
    Selection.OneChange selection(Member member) {
        return new Selection.OneChange(objects.get(member.unit().name()), change(member));
    }
}
