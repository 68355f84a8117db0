package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow;
import java.util.List;

/** Renders the rows of a change; called on a background thread. */
@FunctionalInterface
public interface RowSource {
    /**
     * @param withSource whether source lines are wanted, where debugging information tells them
     * @param bytesInRow how many bytes of a datum stand in a row
     */
    List<DiffRow> rows(ObjectDiff object, Change change, boolean withSource, int bytesInRow);

    /** The source of both sides, with line numbers for offsets; empty where it cannot be had. */
    default List<DiffRow> source(ObjectDiff object, Change change) {
        return List.of();
    }
}
