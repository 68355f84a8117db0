package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The lines of one side: one for each row that is shown, whether this side has something there or not. */
final class SideLines {
    private SideLines() {}

    static List<Line> of(
            List<DiffRow> rows,
            List<Stretch> stretches,
            Function<DiffRow, Optional<Cell>> side,
            IntFunction<List<Integer>> hues,
            IntFunction<String> foldText) {
        List<Line> lines = new ArrayList<>();
        for (Stretch stretch : stretches) {
            if (stretch.folded()) {
                lines.add(fold(stretch, foldText));
                continue;
            }
            for (int row = stretch.first(); row <= stretch.last(); row++) {
                lines.add(line(rows.get(row), side.apply(rows.get(row)), hues.apply(row), row));
            }
        }
        return lines;
    }

    static Line fold(Stretch stretch, IntFunction<String> foldText) {
        String text = foldText.apply(stretch.last() - stretch.first() + 1);
        return new Line(
                Look.FOLD, List.of(), List.of(new Token(text, Role.PLAIN, false)), stretch.first(), stretch.last());
    }

    private static Line line(DiffRow row, Optional<Cell> cell, List<Integer> hues, int at) {
        // Where a source line goes on on one side, that side has nothing to be missed.
        Look look = cell.isPresent() || row.kind() == Kind.SOURCE ? Look.of(row.kind()) : Look.ABSENT;
        Optional<Long> offset = row.kind() == Kind.SOURCE ? Optional.empty() : cell.map(Cell::offset);
        return new Line(look, List.of(offset), cell.map(Cell::tokens).orElse(List.of()), at, at, hues);
    }
}
