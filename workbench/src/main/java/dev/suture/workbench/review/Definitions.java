package dev.suture.workbench.review;

import dev.suture.diff.item.Item;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.review.Selection.OneChange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what a name in the code stands for: in its own object first, then what the other objects offer to all. */
public final class Definitions {
    /** How rows tell the distance from a name. */
    private static final Pattern DISTANCE = Pattern.compile("[+-]\\d+$");

    private final DiffReport report;

    public Definitions(DiffReport report) {
        this.report = report;
    }

    /**
     * @param from the object in whose code the name stands
     * @param label the name, perhaps with a distance
     * @return what differs, or what is the same on both sides; empty if it is defined outside of what was compared
     */
    public Optional<OneChange> find(ObjectDiff from, String label) {
        String name = DISTANCE.matcher(label).replaceFirst("");
        List<String> names = label.equals(name) ? List.of(name) : List.of(label, name);
        return names.stream().flatMap(n -> named(from, n).stream()).findFirst();
    }

    private Optional<OneChange> named(ObjectDiff from, String name) {
        return Stream.concat(
                        in(from, name, item -> true).stream(),
                        report.objects().stream()
                                .filter(o -> o != from)
                                .flatMap(o -> in(o, name, item -> !item.isLocal()).stream()))
                .findFirst();
    }

    private static Optional<OneChange> in(ObjectDiff object, String name, Predicate<Item> visible) {
        return object.changes().stream()
                .filter(c -> c.name().equals(name) && visible.test(c.item()))
                .min(Comparator.comparing(Change::kind))
                .or(() -> unchanged(object.comparison(), name, visible))
                .map(c -> new OneChange(object, c));
    }

    private static Optional<Change> unchanged(Comparison comparison, String name, Predicate<Item> visible) {
        return comparison.patched().named().stream()
                .filter(i -> i.name().equals(name) && visible.test(i))
                .findFirst()
                .flatMap(patched -> comparison
                        .pairing()
                        .baseOf(patched)
                        .map(base -> Change.unchanged(
                                base, patched, comparison.pairing().passOf(patched))));
    }
}
