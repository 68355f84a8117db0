package dev.suture.workbench.diff;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * How wide the text of all lines is, and how high a line. RichTextFX knows the width of lines on screen only; without a common one the sides
 * could be scrolled to different places, and the bar below them would change its length with every step.
 */
final class AreaMetrics {
    private static final int MEASURED_COLUMNS = 64;

    private final Text measure = new Text("0".repeat(MEASURED_COLUMNS));
    private static final double LINE_HEIGHT = 1.65;

    private final ReadOnlyDoubleWrapper textWidth = new ReadOnlyDoubleWrapper();
    private final ReadOnlyDoubleWrapper lineHeight = new ReadOnlyDoubleWrapper(1);
    private int columns;

    AreaMetrics() {
        measure.getStyleClass().add("area-measure");
        measure.setVisible(false);
        measure.setManaged(false);
        measure.layoutBoundsProperty().addListener((o, was, is) -> update());
    }

    /** An invisible text that must be in the scene, so that it has the font of the lines. */
    Text measure() {
        return measure;
    }

    void show(int columns) {
        this.columns = columns;
        update();
    }

    private void update() {
        // Two columns more, so that the end of the longest line is seen to be its end.
        textWidth.set(Math.ceil(column() * (columns + 2)));
        lineHeight.set(Math.ceil(LINE_HEIGHT * measure.getFont().getSize()));
    }

    /** Width of a character, in pixels. */
    double column() {
        return measure.getLayoutBounds().getWidth() / MEASURED_COLUMNS;
    }

    /**
     * Height of every line, in pixels. One for all, whatever fonts the characters of a source line need: else the sides
     * would drift apart.
     */
    ReadOnlyDoubleProperty lineHeight() {
        return lineHeight.getReadOnlyProperty();
    }

    /** Dresses a line; RichTextFX calls it whenever it makes a node for one. */
    void dress(TextFlow line, Look look) {
        line.getStyleClass().removeIf(s -> s.startsWith("row-"));
        line.getStyleClass().add(look.style());
        line.prefWidthProperty().bind(textWidth);
        line.minHeightProperty().bind(lineHeight);
        line.prefHeightProperty().bind(lineHeight);
        line.maxHeightProperty().bind(lineHeight);
    }
}
