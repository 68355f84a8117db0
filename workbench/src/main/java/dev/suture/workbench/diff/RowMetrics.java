package dev.suture.workbench.diff;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleDoubleProperty;

/**
 * Where the text of both sides stands, in pixels. There is one horizontal offset for both sides and all rows, so the
 * sides cannot be apart.
 */
final class RowMetrics {
    private static final int SIGN_COLUMNS = 4;

    private final DoubleProperty offset = new SimpleDoubleProperty();
    private final ReadOnlyDoubleWrapper furthest = new ReadOnlyDoubleWrapper();
    private final ReadOnlyDoubleWrapper gutter = new ReadOnlyDoubleWrapper();
    private final ReadOnlyDoubleWrapper viewport = new ReadOnlyDoubleWrapper();
    private int columns;
    private int digits;
    private double column = 1;

    void show(int columns, int digits) {
        this.columns = columns;
        this.digits = digits;
        offset.set(0);
    }

    /** Takes over the width of one character and of one side; to be called in layout. */
    void measure(double column, double side) {
        this.column = column;
        gutter.set(Math.ceil(column * (digits + SIGN_COLUMNS)));
        viewport.set(Math.max(0, side - gutter.get()));
        // One column more, so that the end of the longest line is seen to be its end.
        furthest.set(Math.max(0, Math.ceil(column * (columns + 1)) - viewport.get()));
        scrollBy(0);
    }

    void scrollBy(double pixels) {
        offset.set(Math.clamp(offset.get() + pixels, 0, furthest.get()));
    }

    double column() {
        return column;
    }

    int digits() {
        return digits;
    }

    /** How far both sides are scrolled to the right. */
    DoubleProperty offset() {
        return offset;
    }

    /** The largest offset; 0 if all fits. */
    ReadOnlyDoubleProperty furthest() {
        return furthest.getReadOnlyProperty();
    }

    /** Width of the signs and offsets of a side. */
    ReadOnlyDoubleProperty gutter() {
        return gutter.getReadOnlyProperty();
    }

    /** Width in which a side shows text. */
    ReadOnlyDoubleProperty viewport() {
        return viewport.getReadOnlyProperty();
    }
}
