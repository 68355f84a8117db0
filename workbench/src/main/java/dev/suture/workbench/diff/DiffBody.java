package dev.suture.workbench.diff;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;

/** The text of a change: two areas side by side that scroll as one, or one area for both sides. */
final class DiffBody extends Region {
    /** Where in the height a difference is put that was out of sight: below what leads to it. */
    private static final int ABOVE = 3;

    /** Columns that signs, an offset and the space around them take. */
    private static final int GUTTER = 7;

    private final AreaMetrics metrics = new AreaMetrics();
    private final AreaColumn base;
    private final AreaColumn patched;
    private final AreaColumn both;
    private final ScrollBar bar;
    private final Connectors connectors = new Connectors();
    /** Goes on with the titles of the sides between them. */
    private final Region titleBetween = Nodes.styled(new Region(), "side-title");

    private final Runnable drawConnectors = this::drawConnectors;
    private final IntConsumer fit;
    private final Runnable follow;
    private boolean unified;
    private int columnsTold;

    /** @param follow shows what a name stands for */
    DiffBody(DiffModel model, Runnable follow, Messages messages) {
        this.follow = follow;
        base = column("base-area", messages.text("diff.base"), model).withoutVerticalBar();
        patched = Nodes.styled(column("patched-area", messages.text("diff.patched"), model), "side-patched");
        both = column("unified-area", messages.text("diff.unified.title"), model);
        fit = model::fit;
        bar = patched.verticalBar();
        bar.visibleProperty().addListener((o, was, is) -> requestLayout());
        ScrollLink.link(base.area(), patched.area());
        getStyleClass().add("sides");
        getChildren().addAll(base, patched, both, connectors, titleBetween, metrics.measure());
        sceneProperty().addListener((o, was, is) -> {
            if (was != null) {
                was.removePostLayoutPulseListener(drawConnectors);
            }
            if (is != null) {
                is.addPostLayoutPulseListener(drawConnectors);
            }
        });
        arrange(false);
    }

    private AreaColumn column(String id, String title, DiffModel model) {
        DiffArea.SymbolHandler symbols = new DiffArea.SymbolHandler() {
            @Override
            public void pointed(Optional<String> name) {
                model.pointAt(name);
            }

            @Override
            public void follow() {
                follow.run();
            }

            @Override
            public void at(int row) {
                model.pointAtRow(row);
            }
        };
        return new AreaColumn(new DiffArea(id, title, metrics, model.current(), model::open, symbols), title);
    }

    private void arrange(boolean together) {
        unified = together;
        Nodes.show(base, !together);
        Nodes.show(patched, !together);
        Nodes.show(both, together);
        Nodes.show(connectors, !together);
        Nodes.show(titleBetween, !together);
        requestLayout();
    }

    /** Shows a change in the place of the one before. */
    void show(DiffLayout layout) {
        metrics.show(layout.columns());
        if (unified != layout.unified()) {
            clear();
            arrange(layout.unified());
        }
        List<AreaText> texts = layout.areas();
        List<DiffArea> areas = areas();
        for (int i = 0; i < areas.size(); i++) {
            areas.get(i)
                    .show(
                            texts.get(i),
                            layout.digits(),
                            layout.lineNumbers(),
                            layout.branches().get(i));
        }
        if (!layout.unified()) {
            connectors.show(texts.getFirst().lines(), texts.getLast().lines());
        }
    }

    void clear() {
        areas().forEach(a -> a.show(AreaText.of(List.of()), 0, false, BranchLanes.NONE));
        connectors.show(List.of(), List.of());
    }

    /** Those in use. */
    private List<DiffArea> areas() {
        return unified ? List.of(both.area()) : List.of(base.area(), patched.area());
    }

    /**
     * Brings a difference to where its surroundings are seen too.
     *
     * @param unlessInSight leaves everything in its place if all of the difference is in sight
     */
    void reveal(DiffLayout layout, Difference difference, boolean unlessInSight) {
        int first = layout.lineOf(difference.first());
        DiffArea leader = areas().getFirst();
        if (!unlessInSight || !leader.isOnScreen(first, layout.lineOf(difference.last()))) {
            int top = Math.max(0, first - leader.page() / ABOVE);
            leader.showParagraphAtTop(top);
        }
    }

    /** Marks some rows, and brings them where their surroundings are seen too. */
    void reveal(DiffLayout layout, RowRange range) {
        int first = layout.lineOf(range.first());
        DiffArea leader = areas().getFirst();
        if (!leader.isOnScreen(first, layout.lineOf(range.last()))) {
            leader.showParagraphAtTop(Math.max(0, first - leader.page() / ABOVE));
        }
        areas().forEach(a -> a.select(range));
    }

    /** Marks what was found, and brings it on screen. */
    void reveal(Found.Match match, int length) {
        if (unified) {
            Look other = match.patched() ? Look.DELETED : Look.ADDED;
            both.area().reveal(match.row(), match.column(), length, look -> look != other);
        } else {
            DiffArea area = match.patched() ? patched.area() : base.area();
            area.reveal(match.row(), match.column(), length, look -> look != Look.ABSENT);
        }
    }

    /** What a right click in the text offers. */
    void setMenu(ContextMenu menu) {
        List.of(base, patched, both).forEach(c -> c.area().setContextMenu(menu));
    }

    /** Gives the keyboard to the text. */
    void focusText() {
        areas().getLast().requestFocus();
    }

    /** Height of a line, in pixels. */
    ReadOnlyDoubleProperty lineHeight() {
        return metrics.lineHeight();
    }

    /** The row at the top of the screen. */
    int topRow() {
        return areas().getFirst().topRow();
    }

    /** Puts a line at the top. */
    void scrollTo(int line) {
        areas().getFirst().showParagraphAtTop(line);
    }

    @Override
    protected double computeMinWidth(double height) {
        return Stream.of(base, patched).mapToDouble(c -> c.minWidth(height)).sum();
    }

    private void drawConnectors() {
        if (connectors.isVisible()) {
            connectors.draw(
                    base.area().estimatedScrollYProperty().getValue(),
                    metrics.lineHeight().get(),
                    base.textTop());
        }
    }

    /** Both sides show text in the same width, so that both can be scrolled sideways as far. */
    @Override
    protected void layoutChildren() {
        double beside = bar.isVisible() ? bar.prefWidth(-1) : 0;
        double half = Math.floor((getWidth() - beside - Connectors.WIDTH) / 2);
        double right = half + Connectors.WIDTH;
        base.resizeRelocate(0, 0, half, getHeight());
        patched.resizeRelocate(right, 0, getWidth() - right, getHeight());
        connectors.resizeRelocate(half, 0, Connectors.WIDTH, getHeight());
        titleBetween.resizeRelocate(half, 0, Connectors.WIDTH, base.titleHeight());
        both.resizeRelocate(0, 0, getWidth(), getHeight());
        double side = unified ? getWidth() - beside : half;
        int columns = (int) (side / Math.max(1, metrics.column())) - (unified ? 2 : 1) * GUTTER;
        if (columns > 0 && columns != columnsTold) {
            columnsTold = columns;
            // Not now: other rows bring another layout.
            Platform.runLater(() -> fit.accept(columns));
        }
    }
}
