package dev.suture.workbench.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BranchLanesTest {
    private static BranchLanes lanes(int rows, Map<Integer, Integer> branches) {
        List<DiffRow> all = rows(rows, branches);
        List<Stretch> stretches = Stretch.of(rows, List.of(), Set.of());
        return BranchLanes.of(
                all, SideLines.of(all, stretches, DiffRow::base, row -> List.of(), n -> ""), DiffRow::base);
    }

    private static List<DiffRow> rows(int rows, Map<Integer, Integer> branches) {
        List<DiffRow> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            OptionalLong to = branches.containsKey(i) ? OptionalLong.of(4L * branches.get(i)) : OptionalLong.empty();
            Optional<Cell> cell = Optional.of(new Cell(4L * i, List.of(new Token("jmp", Role.MNEMONIC, false)), to));
            all.add(new DiffRow(Kind.SAME, cell, cell));
        }
        return all;
    }

    @Test
    void aBranchRunsFromWhereItStandsToWhereItLeads() {
        BranchLanes lanes = lanes(5, Map.of(1, 3));
        assertThat(lanes.lanes()).isEqualTo(1);
        assertThat(lanes.at(0, 0)).isZero();
        assertThat(lanes.at(1, 0)).isEqualTo(BranchLanes.DOWN | BranchLanes.FROM);
        assertThat(lanes.at(2, 0)).isEqualTo(BranchLanes.UP | BranchLanes.DOWN);
        assertThat(lanes.at(3, 0)).isEqualTo(BranchLanes.UP | BranchLanes.TO);
        assertThat(lanes.at(4, 0)).isZero();
    }

    @Test
    void theShorterOneIsNearerAndThoseToOnePlaceRunTogether() {
        BranchLanes lanes = lanes(12, Map.of(9, 0, 3, 5, 1, 7, 2, 7));
        assertThat(lanes.at(4, 0)).as("3 to 5").isEqualTo(BranchLanes.UP | BranchLanes.DOWN);
        assertThat(lanes.at(6, 0)).isZero();
        assertThat(lanes.at(7, 1)).as("1 and 2 to 7").isEqualTo(BranchLanes.UP | BranchLanes.TO);
        assertThat(lanes.at(2, 1)).isEqualTo(BranchLanes.UP | BranchLanes.DOWN | BranchLanes.FROM);
        assertThat(lanes.at(0, 2)).as("backwards").isEqualTo(BranchLanes.DOWN | BranchLanes.TO);
        assertThat(lanes.lanes()).isEqualTo(3);
    }

    @Test
    void whereNothingBranchesThereIsNoRoomTaken() {
        assertThat(lanes(5, Map.of()).lanes()).isZero();
        assertThat(lanes(5, Map.of(2, 2)).lanes()).isZero();
    }

    @Test
    void whatLeadsIntoAFoldEndsAtItsLine() {
        List<DiffRow> all = rows(40, Map.of(38, 5));
        all.set(39, new DiffRow(Kind.CHANGED, all.get(39).base(), all.get(39).patched()));
        List<Stretch> stretches = Stretch.of(40, Difference.in(all), Set.of());
        List<Line> lines = SideLines.of(all, stretches, DiffRow::base, row -> List.of(), n -> "");
        BranchLanes lanes = BranchLanes.of(all, lines, DiffRow::base);
        assertThat(lines.getFirst().look()).isEqualTo(Look.FOLD);
        assertThat(lanes.at(0, 0)).isEqualTo(BranchLanes.DOWN | BranchLanes.TO);
    }
}
