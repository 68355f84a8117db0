package dev.suture.manager.journal;

import dev.suture.plugin.JournalMark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A journal that is there: of a change that is being made, or that was cut off.
 *
 * @param file where it lies
 * @param header what was to be done
 * @param marks what the drivers wrote, by the index of the change
 * @param undoing whether what was done was being taken back already
 */
public record Unfinished(Path file, JournalHeader header, Map<Integer, List<JournalMark>> marks, boolean undoing) {
    public Unfinished {
        marks = Map.copyOf(marks);
    }

    /** The marks of one change, in order. */
    public List<JournalMark> marks(int change) {
        return marks.getOrDefault(change, List.of());
    }
}
