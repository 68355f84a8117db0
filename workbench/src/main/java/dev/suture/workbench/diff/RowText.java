package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as text, for the clipboard and for who hears the window: the lines of a unified diff. */
final class RowText {
    private RowText() {}

    static String of(DiffRow row) {
        String base = row.base().map(Cell::text).orElse("");
        String patched = row.patched().map(Cell::text).orElse("");
        return switch (row.kind()) {
            case SAME -> " " + base;
            case SOURCE -> "# " + (base.isEmpty() ? patched : base);
            case CHANGED -> "-" + base + "\n+" + patched;
            case ADDED -> "+" + patched;
            case DELETED -> "-" + base;
        };
    }

    static String of(List<DiffRow> rows) {
        return rows.stream().map(RowText::of).collect(Collectors.joining("\n", "", "\n"));
    }
}
