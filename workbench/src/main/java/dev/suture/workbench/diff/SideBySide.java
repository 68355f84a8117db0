package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/**
 * Both sides of a change as one list of rows: only the rows on screen have nodes, and the sides scroll as one because
 * they are one. Selected rows are copied as a unified diff.
 */
final class SideBySide extends Region {
    private static final int MEASURED_COLUMNS = 64;
    private static final int KEY_COLUMNS = 8;

    private final RowMetrics metrics = new RowMetrics();
    private final ListView<DiffRow> rows = Nodes.named(new ListView<>(), "diff-rows");
    private final Label baseTitle;
    private final Label patchedTitle;
    private final ScrollBar baseBar = bar("base-scroll");
    private final ScrollBar patchedBar = bar("patched-scroll");
    private final Text measure = Nodes.styled(new Text("0".repeat(MEASURED_COLUMNS)), "row-token");

    SideBySide(ObservableValue<Optional<Difference>> current, Messages messages) {
        baseTitle = Nodes.label(messages.text("diff.base"), "side-title");
        patchedTitle = Nodes.label(messages.text("diff.patched"), "side-title", "side-title-patched");
        getStyleClass().add("sides");
        rows.getStyleClass().add("diff-rows");
        rows.setAccessibleText(messages.text("diff.rows"));
        rows.setCellFactory(list -> new DiffRowCell(metrics, current));
        rows.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        rows.addEventFilter(ScrollEvent.SCROLL, this::scrollSideways);
        rows.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        measure.setVisible(false);
        measure.setManaged(false);
        getChildren().addAll(rows, baseTitle, patchedTitle, baseBar, patchedBar, measure);
    }

    private ScrollBar bar(String id) {
        ScrollBar bar = Nodes.named(new ScrollBar(), id);
        bar.setOrientation(Orientation.HORIZONTAL);
        bar.valueProperty().bindBidirectional(metrics.offset());
        bar.maxProperty().bind(metrics.furthest());
        return bar;
    }

    /** Shows a change in the place of the one before. */
    void show(RenderedDiff rendered) {
        rows.getSelectionModel().clearSelection();
        metrics.show(rendered.columns(), rendered.digits());
        rows.setItems(FXCollections.observableList(rendered.rows()));
        rows.scrollTo(0);
        requestLayout();
    }

    void clear() {
        rows.getSelectionModel().clearSelection();
        rows.setItems(FXCollections.observableList(List.of()));
    }

    /** Brings a difference to where its surroundings are seen too. */
    void reveal(Difference difference) {
        double shown = rows.getFixedCellSize() > 0 ? rows.getHeight() / rows.getFixedCellSize() : 0;
        rows.scrollTo(Math.max(0, difference.first() - (int) (shown / 3)));
        rows.getFocusModel().focus(difference.first());
    }

    private void scrollSideways(ScrollEvent event) {
        if (event.getDeltaX() != 0) {
            metrics.scrollBy(-event.getDeltaX());
            event.consume();
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case KeyCode.LEFT -> metrics.scrollBy(-KEY_COLUMNS * metrics.column());
            case KeyCode.RIGHT -> metrics.scrollBy(KEY_COLUMNS * metrics.column());
            case KeyCode.C -> {
                if (!event.isShortcutDown()) {
                    return;
                }
                copy();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void copy() {
        List<DiffRow> selected = rows.getSelectionModel().getSelectedIndices().stream()
                .map(rows.getItems()::get)
                .toList();
        if (!selected.isEmpty()) {
            ClipboardContent content = new ClipboardContent();
            content.putString(RowText.of(selected));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        double title = baseTitle.prefHeight(-1);
        double half = Math.floor((getWidth() - verticalBar()) / 2);
        double column = measure.getLayoutBounds().getWidth() / MEASURED_COLUMNS;
        metrics.measure(column, half);
        boolean bars = metrics.furthest().get() > 0;
        double bar = bars ? baseBar.prefHeight(-1) : 0;
        baseTitle.resizeRelocate(0, 0, half, title);
        patchedTitle.resizeRelocate(half, 0, getWidth() - half, title);
        rows.resizeRelocate(0, title, getWidth(), Math.max(0, getHeight() - title - bar));
        place(baseBar, 0, half, bar);
        place(patchedBar, half, half, bar);
    }

    private void place(ScrollBar scroll, double x, double width, double height) {
        scroll.setVisible(height > 0);
        scroll.resizeRelocate(x, getHeight() - height, width, height);
        // The length of the thumb tells which part is seen (javafx.scene.control.ScrollBar, visibleAmount).
        double all = metrics.furthest().get() + metrics.viewport().get();
        scroll.setVisibleAmount(
                all > 0 ? metrics.furthest().get() * metrics.viewport().get() / all : 0);
        scroll.setUnitIncrement(KEY_COLUMNS * metrics.column());
        scroll.setBlockIncrement(metrics.viewport().get() / 2);
    }

    private double verticalBar() {
        for (Node node : rows.lookupAll(".scroll-bar")) {
            if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
                return bar.isVisible() ? bar.getWidth() : 0;
            }
        }
        return 0;
    }
}
