package dev.suture.workbench.shell;

import dev.suture.workbench.settings.WindowBounds;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Where the window stands, and back there the next time, if there is still a screen. */
final class Placement {
    private final Stage stage;
    private WindowBounds bounds = WindowBounds.STANDARD;

    Placement(Stage stage, Runnable moved) {
        this.stage = stage;
        stage.xProperty().addListener((o, was, is) -> changed(moved));
        stage.yProperty().addListener((o, was, is) -> changed(moved));
        stage.widthProperty().addListener((o, was, is) -> changed(moved));
        stage.heightProperty().addListener((o, was, is) -> changed(moved));
        stage.maximizedProperty().addListener((o, was, is) -> changed(moved));
    }

    void restore(WindowBounds saved) {
        bounds = saved;
        boolean onScreen = saved.placed()
                && !Screen.getScreensForRectangle(saved.x(), saved.y(), saved.width(), saved.height())
                        .isEmpty();
        if (onScreen) {
            stage.setX(saved.x());
            stage.setY(saved.y());
            stage.setWidth(saved.width());
            stage.setHeight(saved.height());
        }
        stage.setMaximized(saved.maximized());
    }

    WindowBounds bounds() {
        return bounds;
    }

    private void changed(Runnable moved) {
        if (!stage.isShowing() || stage.isIconified()) {
            return;
        }
        bounds = stage.isMaximized()
                ? new WindowBounds(bounds.x(), bounds.y(), bounds.width(), bounds.height(), true)
                : new WindowBounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
        moved.run();
    }
}
