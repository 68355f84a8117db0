package dev.suture.workbench.anatomy;

import dev.suture.diff.model.Change;
import java.util.Optional;

/**
 * One block of a column.
 *
 * @param column which column
 * @param label what it is called: an item's name, or how many items a run has
 * @param size in bytes, of all items it stands for
 * @param role what it is to the hot patch
 * @param function whether it is code; of a run, whether its first item is
 * @param change the change it shows; empty for what did not change
 * @param because the names from an edited function down to it, for what is only there because another part needs it
 */
public record Block(
        Column column,
        String label,
        long size,
        Role role,
        boolean function,
        Optional<Change> change,
        java.util.List<String> because) {
    /** The columns, from left to right. */
    public enum Column {
        BASE,
        PATCHED,
        HOT_PATCH
    }

    public Block {
        because = java.util.List.copyOf(because);
    }
}
