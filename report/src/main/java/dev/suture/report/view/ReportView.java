package dev.suture.report.view;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A comparison and what of it is shown. A filter only narrows what is shown: counts, the verdict and exit codes are of
 * the whole comparison.
 *
 * @param report the whole comparison
 * @param filter what selects
 * @param objects the objects of which something is shown; without a filter, all that had to be opened
 */
public record ReportView(DiffReport report, ChangeFilter filter, List<ObjectView> objects) {
    public ReportView {
        objects = List.copyOf(objects);
    }

    /** All of it. */
    public static ReportView of(DiffReport report) {
        return of(report, ChangeFilter.EVERYTHING);
    }

    /** What the filter lets through. */
    public static ReportView of(DiffReport report, ChangeFilter filter) {
        List<ObjectView> objects = report.objects().stream()
                .map(o -> view(o, filter))
                .filter(o -> filter.isEverything() || !o.isEmpty())
                .toList();
        return new ReportView(report, filter, objects);
    }

    private static ObjectView view(ObjectDiff object, ChangeFilter filter) {
        return new ObjectView(
                object,
                object.changes().stream().filter(c -> filter.shows(object, c)).toList(),
                object.findings().stream().filter(f -> filter.shows(object, f)).toList());
    }

    /** The same comparison, of which these changes are shown and what the rules say of them. */
    public ReportView only(List<ChangeRows> changes) {
        List<ObjectView> chosen = new ArrayList<>();
        for (ObjectView view : of(report).objects()) {
            List<Change> own = changes.stream()
                    .filter(c -> c.object() == view.object())
                    .map(ChangeRows::change)
                    .toList();
            List<Finding> findings = view.findings().stream()
                    .filter(f -> own.stream().anyMatch(c -> c.name().equals(f.item())))
                    .toList();
            if (!own.isEmpty()) {
                chosen.add(new ObjectView(view.object(), own, findings));
            }
        }
        return new ReportView(report, filter, chosen);
    }

    /** The same with what needs reading in front of what does not: objects, and the changes of each. */
    public ReportView weightiestFirst() {
        return new ReportView(
                report,
                filter,
                objects.stream()
                        .sorted(Comparator.comparing(ObjectView::needsNoReading))
                        .map(ObjectView::weightiestFirst)
                        .toList());
    }

    /** How many changes are of line numbers only and still count. */
    public long lineNumbersOnly() {
        return report.objects().stream()
                .flatMap(o -> o.changes().stream())
                .filter(c -> ObjectView.isMinor(c) && c.suppressed().isEmpty())
                .count();
    }

    /** The objects that differ in meaning, not only in bytes; what a filter set aside leaves its mark, too. */
    public List<ObjectView> differing() {
        return objects.stream()
                .filter(o -> o.object().status() != Status.UNCHANGED || !o.isEmpty())
                .toList();
    }

    /** How many changes are shown. */
    public long shown() {
        return objects.stream().mapToLong(o -> o.changes().size()).sum();
    }

    /** How many changes there are. */
    public long total() {
        return report.objects().stream().mapToLong(o -> o.changes().size()).sum();
    }

    /** How many changes filters of the comparison set aside as noise. */
    public long suppressed() {
        return report.objects().stream()
                .flatMap(o -> o.changes().stream())
                .filter(c -> c.suppressed().isPresent())
                .count();
    }
}
