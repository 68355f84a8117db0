package dev.suture.workbench.mark;

import dev.suture.diff.correlate.HandPairs;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * All that was said of one pair of inputs.
 *
 * @param marks by item; items of which nothing was said are not in it
 * @param pairs pairs made or parted by hand
 */
public record ReviewRecord(Map<ItemKey, Mark> marks, HandPairs pairs) {
    /** Nothing was said yet. */
    public static final ReviewRecord EMPTY = new ReviewRecord(Map.of(), HandPairs.NONE);

    public ReviewRecord {
        marks = marks == null ? Map.of() : Map.copyOf(marks);
        pairs = Objects.requireNonNullElse(pairs, HandPairs.NONE);
    }

    /** What was said of an item. */
    public Mark of(ItemKey key) {
        return marks.getOrDefault(key, Mark.NONE);
    }

    /** With other marks for some items. */
    ReviewRecord with(Map<ItemKey, Mark> changed) {
        Map<ItemKey, Mark> all = new HashMap<>(marks);
        changed.forEach((key, mark) -> {
            if (mark.equals(Mark.NONE)) {
                all.remove(key);
            } else {
                all.put(key, mark);
            }
        });
        return new ReviewRecord(all, pairs);
    }

    ReviewRecord with(HandPairs others) {
        return new ReviewRecord(marks, others);
    }
}
