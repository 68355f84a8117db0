package dev.suture.workbench.shell;

import dev.suture.workbench.settings.WindowSettings;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.Parent;

/** The size of all text; everything else is given in relation to it. */
final class Zoom {
    private static final int MIN = 9;
    private static final int MAX = 28;

    private final Parent root;
    private final ReadOnlyIntegerWrapper size = new ReadOnlyIntegerWrapper();

    Zoom(Parent root) {
        this.root = root;
        reset();
    }

    ReadOnlyIntegerProperty size() {
        return size.getReadOnlyProperty();
    }

    void in() {
        set(size.get() + 1);
    }

    void out() {
        set(size.get() - 1);
    }

    void reset() {
        set(WindowSettings.STANDARD_TEXT_SIZE);
    }

    /** @param pixels brought within what can be read */
    void set(int pixels) {
        size.set(Math.clamp(pixels, MIN, MAX));
        root.setStyle("-fx-font-size: %dpx;".formatted(size.get()));
    }
}
