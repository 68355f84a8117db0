package dev.suture.workbench.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiffLayoutTest {
    private static final DiffSettings UNIFIED = DiffSettings.STANDARD.withUnified(true);

    private static DiffLayout layout(String rows, DiffSettings settings, Integer... opened) {
        return DiffLayout.of(RenderedDiff.of(Rows.of(rows)), settings, Set.of(opened), n -> n + " equal");
    }

    private static List<String> texts(AreaText area) {
        return area.lines().stream().map(l -> l.look().sign() + l.text()).toList();
    }

    @Test
    void whatIsEqualAndFarFromADifferenceIsFolded() {
        String rows = "s".repeat(20) + "c" + "s".repeat(30) + "a" + "s".repeat(12);
        DiffLayout layout = layout(rows, DiffSettings.STANDARD);
        assertThat(layout.lines().stream().filter(l -> l.look() == Look.FOLD))
                .extracting(Line::firstRow, Line::lastRow, Line::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, 14, "15 equal"),
                        org.assertj.core.groups.Tuple.tuple(26, 45, "20 equal"));
        assertThat(layout.areas().getFirst().lines())
                .hasSameSizeAs(layout.areas().getLast().lines());
        assertThat(layout.lineOf(20)).isEqualTo(6);
        assertThat(layout.lineOf(3)).isZero();
        assertThat(layout.lineOf(40)).isEqualTo(layout.lineOf(26));
    }

    @Test
    void anOpenedFoldShowsItsRows() {
        String rows = "s".repeat(20) + "c" + "s".repeat(30) + "c";
        assertThat(layout(rows, DiffSettings.STANDARD, 0).lines()).hasSize(20 + 1 + 5 + 1 + 5 + 1);
        assertThat(layout(rows, DiffSettings.STANDARD.withAllRows(true)).lines())
                .hasSize(rows.length())
                .noneMatch(l -> l.look() == Look.FOLD);
    }

    @Test
    void theFoldsBesideADifferenceAreFound() {
        DiffLayout layout = layout("s".repeat(20) + "c" + "s".repeat(30) + "c" + "sss", DiffSettings.STANDARD);
        List<Difference> differences = Difference.in(Rows.of("s".repeat(20) + "c" + "s".repeat(30) + "c" + "sss"));
        assertThat(layout.foldsBeside(differences.getFirst())).containsExactly(0, 26);
        assertThat(layout.foldsBeside(differences.getLast())).containsExactly(26);
    }

    @Test
    void whereNothingDiffersNothingIsFolded() {
        assertThat(layout("s".repeat(100), DiffSettings.STANDARD).lines()).hasSize(100);
        assertThat(layout("", DiffSettings.STANDARD).lines()).isEmpty();
    }

    @Test
    void aSideWithoutALineHasAnEmptyOne() {
        DiffLayout layout = layout("sad", DiffSettings.STANDARD);
        assertThat(layout.areas().getFirst().lines())
                .extracting(Line::look)
                .containsExactly(Look.SAME, Look.ABSENT, Look.DELETED);
        assertThat(layout.areas().getLast().lines())
                .extracting(Line::look)
                .containsExactly(Look.SAME, Look.ADDED, Look.ABSENT);
        assertThat(layout.areas().getFirst().document().getParagraphs())
                .as("an empty paragraph would take over the style of its neighbour")
                .hasSize(3)
                .noneMatch(p -> p.length() == 0);
    }

    @Test
    void unifiedADifferenceIsFirstAllThatWasAndThenAllThatIs() {
        DiffLayout layout = layout("sccds", UNIFIED);
        assertThat(texts(layout.areas().getFirst()))
                .containsExactly(" p0", "\u2212b1", "\u2212b2", "\u2212b3", "+p1", "+p2", " p4");
        assertThat(layout.lineOf(4)).isEqualTo(6);
    }

    @Test
    void unifiedSourceLinesStayAboveTheirInstructions() {
        assertThat(texts(layout("lsclc", UNIFIED).areas().getFirst()))
                .containsExactly(" p0", " p1", "\u2212b2", " b3", "\u2212b4", "+p2", " p3", "+p4");
    }

    @Test
    void severalLinesAreCopiedWithTheirSigns() {
        AreaText text = layout("sad", DiffSettings.STANDARD).areas().getFirst();
        assertThat(text.copied(0, 2)).isEqualTo("  b0\n\u2212 b2\n");
    }

    @Test
    void offsetsTakeTheDigitsOfTheLargest() {
        assertThat(layout("s".repeat(5000), DiffSettings.STANDARD).digits()).isEqualTo(4);
        assertThat(layout("s", DiffSettings.STANDARD).digits()).isEqualTo(3);
    }
}
