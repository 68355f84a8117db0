package dev.suture.workbench.diff;

import dev.suture.workbench.parts.Nodes;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.VirtualizedScrollPane;

/** An area with its title and scroll bars. */
final class AreaColumn extends VBox {
    private final Label label;
    private final VirtualizedScrollPane<DiffArea> scroll;

    AreaColumn(DiffArea area, String title) {
        this.label = Nodes.label(title, "side-title");
        label.setMaxWidth(Double.MAX_VALUE);
        scroll = new VirtualizedScrollPane<>(area);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getStyleClass().add("side");
        setMinWidth(0);
        getChildren().addAll(label, scroll);
    }

    DiffArea area() {
        return scroll.getContent();
    }

    /** Leaves the vertical scroll bar to the column beside, which scrolls with this one. */
    AreaColumn withoutVerticalBar() {
        scroll.setVbarPolicy(javafx.scene.control.ScrollPane.ScrollBarPolicy.NEVER);
        return this;
    }

    /** How high the title is. */
    double titleHeight() {
        return label.prefHeight(-1);
    }

    /** Where the text begins, below the title. */
    double textTop() {
        return scroll.getLayoutY();
    }

    /** The vertical scroll bar. */
    ScrollBar verticalBar() {
        return scroll.getChildrenUnmodifiable().stream()
                .filter(n -> n instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL)
                .map(ScrollBar.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
