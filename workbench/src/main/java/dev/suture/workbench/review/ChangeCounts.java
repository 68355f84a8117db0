package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many changes there are, filtered or not.
 *
 * @param statuses those that count, by status
 * @param kinds those that count, by kind
 * @param setAside those that the engine's filters set aside as noise
 */
public record ChangeCounts(Map<Status, Long> statuses, Map<ItemKind, Long> kinds, long setAside) {
    static final ChangeCounts NONE = new ChangeCounts(Map.of(), Map.of(), 0);

    public ChangeCounts {
        statuses = Map.copyOf(statuses);
        kinds = Map.copyOf(kinds);
    }

    static ChangeCounts of(DiffReport report) {
        Map<Status, Long> statuses = new EnumMap<>(Status.class);
        Map<ItemKind, Long> kinds = new EnumMap<>(ItemKind.class);
        long setAside = 0;
        for (ObjectDiff object : report.objects()) {
            for (Change change : object.changes()) {
                if (change.counts()) {
                    statuses.merge(change.status(), 1L, Long::sum);
                    kinds.merge(change.kind(), 1L, Long::sum);
                } else {
                    setAside++;
                }
            }
        }
        return new ChangeCounts(statuses, kinds, setAside);
    }

    public long of(Status status) {
        return statuses.getOrDefault(status, 0L);
    }

    public long of(ItemKind kind) {
        return kinds.getOrDefault(kind, 0L);
    }
}
