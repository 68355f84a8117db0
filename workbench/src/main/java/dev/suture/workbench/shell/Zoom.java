package dev.suture.workbench.shell;

import javafx.scene.Parent;

/** The size of all text; everything else is given in relation to it. */
final class Zoom {
    private static final int NORMAL = 13;
    private static final int MIN = 9;
    private static final int MAX = 28;

    private final Parent root;
    private int size = NORMAL;

    Zoom(Parent root) {
        this.root = root;
        set(NORMAL);
    }

    void in() {
        set(size + 1);
    }

    void out() {
        set(size - 1);
    }

    void reset() {
        set(NORMAL);
    }

    private void set(int pixels) {
        size = Math.clamp(pixels, MIN, MAX);
        root.setStyle("-fx-font-size: %dpx;".formatted(size));
    }
}
