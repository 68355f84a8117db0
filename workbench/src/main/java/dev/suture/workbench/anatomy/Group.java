package dev.suture.workbench.anatomy;

import dev.suture.diff.model.ObjectDiff;
import java.util.List;
import java.util.Optional;

/**
 * One object of the picture.
 *
 * @param object what it shows
 * @param rows its blocks, row by row
 */
public record Group(ObjectDiff object, List<Row> rows) {
    public Group {
        rows = List.copyOf(rows);
    }

    /** What stands beside each other: an item, its counterpart, and what the hot patch has of it. */
    public record Row(Optional<Block> base, Optional<Block> patched, Optional<Block> hotPatch) {
        /** The block of a column. */
        public Optional<Block> at(Block.Column column) {
            return switch (column) {
                case BASE -> base;
                case PATCHED -> patched;
                case HOT_PATCH -> hotPatch;
            };
        }
    }
}
