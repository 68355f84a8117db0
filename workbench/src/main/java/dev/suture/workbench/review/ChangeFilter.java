package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.workbench.mark.ReviewRecord;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.task.Job;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the user wants to see. Of severities, reasons and marks an empty set asks for nothing in particular.
 *
 * @param text what a name must contain, in lower case; an object's name counts for all its changes
 * @param statuses those that are shown, of changes that count
 * @param kinds those that are shown
 * @param setAside whether changes that the engine's filters set aside are shown as well
 * @param severities a change needs a finding of one of these
 * @param reasons ids of reasons, of which a change needs one
 * @param seen whether it was reviewed
 * @param noted whether only changes with a note are shown
 */
record ChangeFilter(
        String text,
        Set<Status> statuses,
        Set<ItemKind> kinds,
        boolean setAside,
        Set<Severity> severities,
        Set<String> reasons,
        Set<Seen> seen,
        boolean noted) {
    ChangeFilter {
        statuses = Set.copyOf(statuses);
        kinds = Set.copyOf(kinds);
        severities = Set.copyOf(severities);
        reasons = Set.copyOf(reasons);
        seen = Set.copyOf(seen);
    }

    /** Whether marks decide what passes. */
    boolean asksForMarks() {
        return !seen.isEmpty() || noted;
    }

    /** What passes; cut short if the job is cancelled, because then nobody waits for it. */
    List<ChangeGroup> apply(DiffReport report, ReviewIndex index, ReviewRecord record, Job job) {
        List<ChangeGroup> groups = new ArrayList<>();
        for (ObjectDiff object : report.objects()) {
            if (job.cancelled()) {
                break;
            }
            boolean objectMatches =
                    text.isEmpty() || object.name().toLowerCase(Locale.ROOT).contains(text);
            List<Change> passing = new ArrayList<>();
            for (Change change : object.changes()) {
                if (isShown(change) && passes(index.of(change).orElseThrow(), change, objectMatches, record)) {
                    passing.add(change);
                }
            }
            if (!passing.isEmpty()) {
                groups.add(ChangeGroup.of(object, passing));
            }
        }
        return groups;
    }

    private boolean isShown(Change change) {
        return kinds.contains(change.kind()) && (change.counts() ? statuses.contains(change.status()) : setAside);
    }

    private boolean passes(ReviewIndex.Entry entry, Change change, boolean named, ReviewRecord record) {
        return (named || entry.lowerName().contains(text))
                && (severities.isEmpty() || !Collections.disjoint(severities, entry.severities()))
                && (reasons.isEmpty()
                        || change.reasons().stream().map(Reason::id).anyMatch(reasons::contains))
                && (seen.isEmpty() || seen.contains(record.of(entry.key()).seen(entry.fingerprint())))
                && (!noted || !record.of(entry.key()).note().isEmpty());
    }
}
