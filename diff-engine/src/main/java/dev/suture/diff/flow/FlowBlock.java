package dev.suture.diff.flow;

import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import java.util.List;

/**
 * Instructions that are done one after the other, of both sides where they stand for each other.
 *
 * @param id index of the block in its graph
 * @param status UNCHANGED if all its rows are the same, CHANGED if not, ADDED or DELETED where only one side has it
 * @param rows the instructions, as they stand in the function's rows
 * @param base how control leaves the base function at its end; NONE where the base has no such block
 * @param patched how control leaves the patched function at its end
 */
public record FlowBlock(int id, Status status, List<DiffRow> rows, Exit base, Exit patched) {
    public FlowBlock {
        rows = List.copyOf(rows);
    }

    /** How control leaves at its end, as the patched side has it if it has the block. */
    public Exit exit() {
        return status == Status.DELETED ? base : patched;
    }
}
