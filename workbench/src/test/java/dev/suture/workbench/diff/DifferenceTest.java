package dev.suture.workbench.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final Cell CELL = new Cell(0x1c, List.of(new Token("ret", Role.MNEMONIC, true)));

    private static List<DiffRow> rows(Kind... kinds) {
        return Stream.of(kinds)
                .map(k -> new DiffRow(
                        k,
                        k == Kind.ADDED ? Optional.empty() : Optional.of(CELL),
                        k == Kind.DELETED ? Optional.empty() : Optional.of(CELL)))
                .toList();
    }

    @Test
    void neighbouringRowsAreOneDifference() {
        assertThat(Difference.in(rows(Kind.CHANGED, Kind.SAME, Kind.ADDED, Kind.DELETED, Kind.SAME, Kind.CHANGED)))
                .containsExactly(
                        new Difference(0, 0, Kind.CHANGED),
                        new Difference(2, 3, Kind.CHANGED),
                        new Difference(5, 5, Kind.CHANGED));
        assertThat(Difference.in(rows(Kind.ADDED, Kind.ADDED))).containsExactly(new Difference(0, 1, Kind.ADDED));
    }

    @Test
    void whereNothingDiffersThereIsNone() {
        assertThat(Difference.in(rows(Kind.SAME, Kind.SAME))).isEmpty();
        assertThat(Difference.in(List.of())).isEmpty();
    }

    @Test
    void aSourceLineNeitherBeginsNorEndsADifference() {
        assertThat(Difference.in(rows(Kind.SOURCE, Kind.CHANGED, Kind.SOURCE, Kind.CHANGED, Kind.SOURCE, Kind.SAME)))
                .containsExactly(new Difference(1, 3, Kind.CHANGED));
    }
}
