package dev.suture.workbench.review;

import dev.suture.diff.compare.Fingerprint;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Severity;
import dev.suture.workbench.mark.ItemKey;
import dev.suture.workbench.mark.Mark;
import dev.suture.workbench.mark.ReviewRecord;
import dev.suture.workbench.mark.Seen;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What filters and marks need to know of each change of a report. Made beside the FX thread, and read on it. */
public final class ReviewIndex {
    /** Of no report. */
    static final ReviewIndex EMPTY = new ReviewIndex(new DiffReport("", "", List.of(), 0, java.time.Duration.ZERO));

    private final Map<Change, Entry> entries = new IdentityHashMap<>();
    private final Map<ItemKey, Selection.OneChange> byKey = new HashMap<>();
    private final SortedMap<String, Integer> reasons = new TreeMap<>();
    private int counting;

    /**
     * One change.
     *
     * @param key how it is found again in other builds
     * @param fingerprint what it is made of
     * @param lowerName its name in lower case
     * @param severities of the findings on it
     */
    record Entry(ItemKey key, String fingerprint, String lowerName, Set<Severity> severities) {}

    private record Name(dev.suture.diff.item.ItemKind kind, String name) {}

    private ReviewIndex(DiffReport report) {
        report.objects().forEach(this::add);
    }

    static ReviewIndex of(DiffReport report) {
        return new ReviewIndex(report);
    }

    private void add(ObjectDiff object) {
        Map<String, Set<Severity>> severities = new HashMap<>();
        for (Finding finding : object.findings()) {
            severities
                    .computeIfAbsent(finding.item(), i -> EnumSet.noneOf(Severity.class))
                    .add(finding.severity());
        }
        Map<Name, Integer> seen = new HashMap<>();
        List<String> fingerprints = object.changes().parallelStream()
                .map(c -> Fingerprint.of(object.comparison(), c))
                .toList();
        for (int i = 0; i < object.changes().size(); i++) {
            Change change = object.changes().get(i);
            int nth = seen.merge(new Name(change.kind(), change.name()), 1, Integer::sum) - 1;
            ItemKey key = new ItemKey(object.name(), change.kind(), change.name(), nth);
            entries.put(
                    change,
                    new Entry(
                            key,
                            fingerprints.get(i),
                            change.name().toLowerCase(Locale.ROOT),
                            severities.getOrDefault(change.name(), Set.of())));
            byKey.put(key, new Selection.OneChange(object, change));
            counting += change.counts() ? 1 : 0;
            change.reasons().stream().map(Reason::id).distinct().forEach(id -> reasons.merge(id, 1, Integer::sum));
        }
    }

    /** Of a change of the report; empty for any other. */
    Optional<Entry> of(Change change) {
        return Optional.ofNullable(entries.get(change));
    }

    /** How a change is found again in other builds; empty if it is none of the report. */
    public Optional<ItemKey> key(Change change) {
        return of(change).map(Entry::key);
    }

    /** The change that stands for an item here. */
    public Optional<Selection.OneChange> find(ItemKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** What an item is made of; empty text if it is not there. */
    String fingerprint(ItemKey key) {
        return find(key).flatMap(c -> of(c.change())).map(Entry::fingerprint).orElse("");
    }

    /** The ids of all reasons with the number of changes that have each. */
    public SortedMap<String, Integer> reasons() {
        return reasons;
    }

    /** Whether a change was reviewed, as a record has it. */
    public Seen seen(Change change, ReviewRecord record) {
        return of(change).map(e -> record.of(e.key()).seen(e.fingerprint())).orElse(Seen.OPEN);
    }

    /** How far a review has come; what filters set aside needs no review. */
    ReviewProgress progress(ReviewRecord record) {
        int reviewed = 0;
        int stale = 0;
        for (Map.Entry<ItemKey, Mark> marked : record.marks().entrySet()) {
            Selection.OneChange one = byKey.get(marked.getKey());
            if (one != null && one.change().counts()) {
                switch (marked.getValue().seen(entries.get(one.change()).fingerprint())) {
                    case REVIEWED -> reviewed++;
                    case STALE -> stale++;
                    case OPEN -> {}
                }
            }
        }
        return new ReviewProgress(reviewed, counting, stale);
    }
}
