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
                .containsExactly(new Difference(0, 0), new Difference(2, 3), new Difference(5, 5));
    }

    @Test
    void whereNothingDiffersThereIsNone() {
        assertThat(Difference.in(rows(Kind.SAME, Kind.SAME))).isEmpty();
        assertThat(Difference.in(List.of())).isEmpty();
    }

    @Test
    void bothSidesHaveALineForEachRow() {
        RenderedDiff rendered = RenderedDiff.of(rows(Kind.SAME, Kind.ADDED, Kind.DELETED));
        // And an empty last one, which no row stands for.
        assertThat(rendered.base().document().getParagraphs()).hasSize(4);
        assertThat(rendered.patched().document().getParagraphs()).hasSize(4);
        assertThat(rendered.base().document().getText()).isEqualTo("ret\n\nret\n");
        assertThat(rendered.base().document().getParagraphs().get(1).getParagraphStyle())
                .containsExactly("row-absent");
        assertThat(rendered.patched().document().getParagraphs().get(1).getParagraphStyle())
                .containsExactly("row-added");
        assertThat(rendered.base().lines())
                .extracting(SideDocument.Line::offset)
                .containsExactly(Optional.of(0x1cL), Optional.empty(), Optional.of(0x1cL));
    }
}
