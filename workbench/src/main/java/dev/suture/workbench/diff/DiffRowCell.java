package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;

/** A row on screen, both sides of it; scrolling hands it from one row to the next. */
final class DiffRowCell extends ListCell<DiffRow> {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final ObservableValue<Optional<Difference>> current;
    private final SideRow base;
    private final SideRow patched;
    private final Sides sides;

    DiffRowCell(RowMetrics metrics, ObservableValue<Optional<Difference>> current) {
        this.current = current;
        this.base = new SideRow(metrics, "side-base");
        this.patched = new SideRow(metrics, "side-patched");
        this.sides = new Sides(base, patched);
        getStyleClass().add("diff-cell");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        current.addListener((o, was, is) -> markCurrent());
        indexProperty().addListener((o, was, is) -> markCurrent());
    }

    @Override
    protected void updateItem(DiffRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            return;
        }
        base.show(row.kind(), row.base());
        patched.show(row.kind(), row.patched());
        setGraphic(sides);
        setAccessibleText(RowText.of(row));
    }

    private void markCurrent() {
        int row = getIndex();
        pseudoClassStateChanged(
                CURRENT, current.getValue().filter(d -> d.contains(row)).isPresent());
    }

    /** The list scrolls up and down only; sideways the text scrolls inside its side. */
    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    /** Each side gets half of the width. */
    private static final class Sides extends Region {
        private final SideRow base;
        private final SideRow patched;

        Sides(SideRow base, SideRow patched) {
            this.base = base;
            this.patched = patched;
            getChildren().addAll(base, patched);
        }

        @Override
        protected double computePrefWidth(double height) {
            return Double.MAX_VALUE / 4; // A cell gives its graphic no more than it has.
        }

        @Override
        protected double computeMinWidth(double height) {
            return 0;
        }

        @Override
        protected void layoutChildren() {
            double half = Math.floor(getWidth() / 2);
            base.resizeRelocate(0, 0, half, getHeight());
            patched.resizeRelocate(half, 0, getWidth() - half, getHeight());
        }
    }
}
