package dev.suture.workbench.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.flow.Way;
import dev.suture.diff.model.Status;
import dev.suture.workbench.drawing.Palette;
import dev.suture.workbench.drawing.Spot;
import dev.suture.workbench.drawing.SvgPen;
import dev.suture.workbench.flow.FlowPicture.Direction;
import dev.suture.workbench.flow.FlowPicture.Placed;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FlowPictureTest {
    private static final FlowWords WORDS = new FlowWords(Messages.english());
    private static final Outliner OUTLINER = new Outliner(WORDS);

    /** A branch whose one way is new, and a loop back from where the ways meet. */
    private static final FlowGraph DIAMOND = new Flows()
            .block(Status.UNCHANGED, 3)
            .block(Status.CHANGED, 2)
            .block(Status.ADDED, 2)
            .block(Status.UNCHANGED, 40)
            .edge(0, 1, Status.UNCHANGED, Way.NOT_TAKEN)
            .edge(0, 2, Status.ADDED, Way.TAKEN)
            .edge(1, 3, Status.CHANGED, Way.TAKEN)
            .edge(2, 3, Status.ADDED, Way.NEXT)
            .edge(3, 0, Status.UNCHANGED, Way.TAKEN)
            .graph();

    private static FlowPicture picture(FlowGraph graph) {
        return FlowLayout.of(OUTLINER.outline(graph, Scope.WHOLE), () -> false);
    }

    @Test
    void nodesStandBelowWhatLeadsToThemAndNeverOnEachOther() {
        FlowPicture picture = picture(DIAMOND);
        Placed entry = picture.nodes().getFirst();
        assertThat(picture.nodes().subList(1, 4)).allMatch(n -> n.y() >= entry.y() + entry.height());
        for (Placed one : picture.nodes()) {
            assertThat(one.x()).isNotNegative();
            assertThat(one.x() + one.width()).isLessThanOrEqualTo(picture.width());
            for (Placed other : picture.nodes()) {
                boolean apart = one == other
                        || one.x() + one.width() <= other.x()
                        || other.x() + other.width() <= one.x()
                        || one.y() + one.height() <= other.y()
                        || other.y() + other.height() <= one.y();
                assertThat(apart).as("%s and %s", one, other).isTrue();
            }
        }
    }

    @Test
    void arrowsBeginAndEndAtTheirNodesAndSayHowTheyAreTaken() {
        FlowPicture picture = picture(DIAMOND);
        for (FlowPicture.Arrow arrow : picture.links()) {
            Placed from = picture.nodes().get(arrow.link().from());
            Placed to = picture.nodes().get(arrow.link().to());
            Spot begin = arrow.spots().getFirst();
            Spot end = arrow.spots().getLast();
            assertThat(begin.x()).isBetween(from.x() - 1, from.x() + from.width() + 1);
            assertThat(end.x()).isBetween(to.x() - 1, to.x() + to.width() + 1);
            assertThat(List.of(from.y(), from.y() + from.height())).anyMatch(y -> Math.abs(y - begin.y()) < 1);
        }
        assertThat(picture.links().stream().map(a -> a.link().label()))
                .containsExactly("not taken", "+ taken", "~ on \u2192 taken", "+", "taken");
    }

    @Test
    void arrowKeysGoAlongTheArrowsAndAside() {
        FlowPicture picture = picture(DIAMOND);
        int left = picture.nodes().get(1).x() < picture.nodes().get(2).x() ? 1 : 2;
        int right = 3 - left;
        assertThat(picture.step(0, Direction.DOWN)).hasValue(left);
        assertThat(picture.step(left, Direction.RIGHT)).hasValue(right);
        assertThat(picture.step(right, Direction.LEFT)).hasValue(left);
        assertThat(picture.step(right, Direction.DOWN)).hasValue(3);
        assertThat(picture.step(right, Direction.UP)).hasValue(0);
        assertThat(picture.step(3, Direction.DOWN)).as("round the loop").hasValue(0);
        assertThat(picture.step(left, Direction.LEFT)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void longBlocksAreCutWhereNothingDiffers() {
        FlowOutline outline = OUTLINER.outline(DIAMOND, Scope.WHOLE);
        List<FlowLine> lines = outline.nodes().get(3).lines();
        assertThat(lines).hasSizeLessThan(30);
        assertThat(lines.getFirst().text()).isEqualTo("at 48");
        assertThat(lines.getLast().text()).isEqualTo("at " + (48 + 39 * 4));
        assertThat(lines).anyMatch(l -> l.text().equals("\u22ef 13 more"));
        assertThat(outline.nodes().get(1).lines())
                .extracting(FlowLine::status)
                .containsExactly(Status.DELETED, Status.ADDED, Status.DELETED, Status.ADDED);
    }

    @Test
    void equalBlocksThatOnlyFollowEachOtherAreOne() {
        FlowGraph graph = new Flows()
                .block(Status.UNCHANGED, 1)
                .block(Status.UNCHANGED, 2)
                .block(Status.UNCHANGED, 3)
                .block(Status.CHANGED, 1)
                .edge(0, 1, Status.UNCHANGED, Way.TAKEN)
                .edge(1, 2, Status.UNCHANGED, Way.NEXT)
                .edge(2, 3, Status.UNCHANGED, Way.NEXT)
                .graph();
        FlowOutline outline = OUTLINER.outline(graph, Scope.WHOLE);
        assertThat(outline.nodes()).hasSize(2);
        assertThat(outline.nodes().getFirst().title()).isEqualTo("3 equal blocks");
        assertThat(outline.nodes().getFirst().rows()).isEqualTo(6);
        assertThat(outline.links()).containsExactly(new FlowLink(0, 1, Status.UNCHANGED, ""));
        FlowPicture picture = picture(graph);
        assertThat(picture.of(Flows.row(Status.UNCHANGED, 36))).hasValue(0);
        assertThat(picture.of(Flows.row(Status.CHANGED, 48))).hasValue(1);
        assertThat(picture.of(Flows.row(Status.ADDED, 999))).isEqualTo(OptionalInt.empty());
    }

    @Test
    void aroundTheChangesTheRestIsFewPieces() {
        FlowGraph graph = Flows.ladder(600);
        assertThat(OUTLINER.outline(graph, Scope.WHOLE).nodes()).hasSizeGreaterThan(Outliner.MOST_NODES);
        FlowOutline around = OUTLINER.outline(graph, Scope.AROUND_CHANGES);
        assertThat(around.nodes())
                .as("what differs, its two neighbours, and a rest on either side")
                .hasSize(5);
        assertThat(around.nodes().stream().mapToInt(n -> n.blocks().size()).sum())
                .isEqualTo(graph.blocks().size());
        assertThat(FlowLayout.of(around, () -> false).nodes()).hasSize(5);
    }

    @Test
    void aLayoutNobodyWaitsForIsGivenUp() {
        FlowOutline outline = OUTLINER.outline(Flows.ladder(100), Scope.WHOLE);
        assertThatThrownBy(() -> FlowLayout.of(outline, () -> true)).isInstanceOf(CancellationException.class);
    }

    @Test
    void thePictureIsDrawnWithSignsAndColours() {
        FlowPicture picture = picture(DIAMOND);
        SvgPen pen = new SvgPen(Palette.light());
        FlowPainter.paint(picture, pen, FlowPainter.View.all(picture));
        String svg = pen.document(picture.width(), picture.height());
        assertThat(svg).contains(">+20<", ">not taken<", ">at 32<", "#116e53", "stroke=\"#0550ae\"");
    }

    @Test
    void zoomingKeepsWhatIsUnderThePointerAndFittingShowsAll() {
        FlowPicture picture = picture(Flows.ladder(20));
        Viewport all = Viewport.fitting(picture, 400, 300);
        assertThat(all.scale() * picture.height()).isLessThanOrEqualTo(300.001);
        Viewport near = new Viewport(1, 10, 20).zoomed(1.5, 100, 50);
        assertThat(near.pictureX(100)).isCloseTo(110, within(1e-9));
        assertThat(near.pictureY(50)).isCloseTo(70, within(1e-9));
        Placed last = picture.nodes().getLast();
        Viewport shown = new Viewport(1, 0, 0).showing(last, 400, 300);
        assertThat(last.y() + last.height()).isLessThanOrEqualTo(shown.y() + 300);
        assertThat(shown.within(picture, 400, 300).y()).isLessThanOrEqualTo(picture.height() - 300 + 1e-9);
    }
}
