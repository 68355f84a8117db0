package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Rows one after the other.
 *
 * @param first index of the first
 * @param last index of the last
 */
public record RowRange(int first, int last) {
    /** Where rows with these offsets stand; empty if they are not among them. */
    static Optional<RowRange> find(List<DiffRow> rows, DiffRow first, DiffRow last) {
        OptionalInt from = index(rows, first);
        OptionalInt to = index(rows, last);
        return from.isPresent() && to.isPresent()
                ? Optional.of(new RowRange(from.getAsInt(), Math.max(from.getAsInt(), to.getAsInt())))
                : Optional.empty();
    }

    private static OptionalInt index(List<DiffRow> rows, DiffRow wanted) {
        return IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).kind() != Kind.SOURCE
                        && offset(rows.get(i).base()).equals(offset(wanted.base()))
                        && offset(rows.get(i).patched()).equals(offset(wanted.patched())))
                .findFirst();
    }

    private static Optional<Long> offset(Optional<Cell> cell) {
        return cell.map(Cell::offset);
    }
}
