package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.task.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the user wants to see.
 *
 * @param text what a name must contain, in lower case; an object's name counts for all its changes
 * @param statuses those that are shown, of changes that count
 * @param kinds those that are shown
 * @param setAside whether changes that the engine's filters set aside are shown as well
 */
record ChangeFilter(String text, Set<Status> statuses, Set<ItemKind> kinds, boolean setAside) {
    ChangeFilter {
        statuses = Set.copyOf(statuses);
        kinds = Set.copyOf(kinds);
    }

    /** What passes; cut short if the job is cancelled, because then nobody waits for it. */
    List<ChangeGroup> apply(DiffReport report, Job job) {
        List<ChangeGroup> groups = new ArrayList<>();
        for (ObjectDiff object : report.objects()) {
            if (job.cancelled()) {
                break;
            }
            boolean objectMatches = text.isEmpty() || matches(object.name());
            List<Change> passing = object.changes().stream()
                    .filter(this::isShown)
                    .filter(c -> objectMatches || matches(c.name()))
                    .toList();
            if (!passing.isEmpty()) {
                groups.add(ChangeGroup.of(object, passing));
            }
        }
        return groups;
    }

    private boolean isShown(Change change) {
        return kinds.contains(change.kind()) && (change.counts() ? statuses.contains(change.status()) : setAside);
    }

    private boolean matches(String name) {
        return name.toLowerCase(Locale.ROOT).contains(text);
    }
}
