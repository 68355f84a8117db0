package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The lines of both sides below each other: in a difference first all that was, then all that is. */
final class UnifiedLines {
    private final List<DiffRow> rows;
    private final Hues hues;
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> patched = new ArrayList<>();

    private UnifiedLines(List<DiffRow> rows) {
        this.rows = rows;
        this.hues = Hues.of(rows);
    }

    static List<Line> of(List<DiffRow> rows, List<Stretch> stretches, IntFunction<String> foldText) {
        UnifiedLines unified = new UnifiedLines(rows);
        for (Stretch stretch : stretches) {
            if (stretch.folded()) {
                unified.endDifference();
                unified.lines.add(SideLines.fold(stretch, foldText));
                continue;
            }
            for (int row = stretch.first(); row <= stretch.last(); row++) {
                unified.add(rows.get(row), row);
            }
        }
        unified.endDifference();
        return unified.lines;
    }

    private void add(DiffRow row, int at) {
        switch (row.kind()) {
            case SAME -> {
                endDifference();
                Optional<Long> base = row.base().map(Cell::offset);
                Optional<Long> offset = row.patched().map(Cell::offset);
                // Of two that mean the same, the patched one is what will run.
                row.patched().or(row::base).ifPresent(c -> lines.add(line(Look.SAME, base, offset, c, at)));
            }
            case SOURCE -> source(row, at);
            case CHANGED, DELETED, ADDED -> {
                row.base()
                        .ifPresent(
                                c -> lines.add(line(Look.DELETED, offset(c), Optional.empty(), c, at, hues.base(at))));
                row.patched()
                        .ifPresent(c ->
                                patched.add(line(Look.ADDED, Optional.empty(), offset(c), c, at, hues.patched(at))));
            }
        }
    }

    private void source(DiffRow row, int at) {
        boolean within = !patched.isEmpty()
                && at + 1 < rows.size()
                && differs(rows.get(at + 1).kind());
        if (within) {
            row.base().ifPresent(c -> lines.add(line(Look.SOURCE, Optional.empty(), Optional.empty(), c, at)));
            row.patched().ifPresent(c -> patched.add(line(Look.SOURCE, Optional.empty(), Optional.empty(), c, at)));
        } else {
            endDifference();
            row.patched()
                    .or(row::base)
                    .ifPresent(c -> lines.add(line(Look.SOURCE, Optional.empty(), Optional.empty(), c, at)));
        }
    }

    private void endDifference() {
        lines.addAll(patched);
        patched.clear();
    }

    private static boolean differs(Kind kind) {
        return kind != Kind.SAME && kind != Kind.SOURCE;
    }

    private static Optional<Long> offset(Cell cell) {
        return Optional.of(cell.offset());
    }

    private static Line line(Look look, Optional<Long> base, Optional<Long> patched, Cell cell, int row) {
        return line(look, base, patched, cell, row, List.of());
    }

    private static Line line(
            Look look, Optional<Long> base, Optional<Long> patched, Cell cell, int row, List<Integer> hues) {
        return new Line(look, List.of(base, patched), cell.tokens(), row, row, hues);
    }
}
