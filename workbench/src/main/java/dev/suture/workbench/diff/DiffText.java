package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** A change's rows as plain text, both sides below each other, with a sign before each line. */
public final class DiffText {
    private DiffText() {}

    /**
     * Without what is the same and far from a difference.
     *
     * @param foldText what the line says that stands for so many rows
     */
    public static String of(List<DiffRow> rows, IntFunction<String> foldText) {
        List<Stretch> stretches = Stretch.of(rows.size(), Difference.in(rows), Set.of());
        AreaText text = AreaText.of(UnifiedLines.of(rows, stretches, foldText));
        return text.copied(0, text.lines().size() - 1);
    }

    /** Of all rows. */
    public static String whole(List<DiffRow> rows) {
        AreaText text =
                AreaText.of(UnifiedLines.of(rows, Stretch.of(rows.size(), List.of(), Set.of()), String::valueOf));
        return text.copied(0, text.lines().size() - 1);
    }
}
