package dev.suture.workbench.shell;

import dev.suture.workbench.settings.WindowBounds;
import javafx.animation.PauseTransition;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

/** Where the window stands, and back there the next time, if there is still a screen. */
final class Placement {
    /** How long after it is shown the window may still be moved by what puts its frame around it. */
    private static final Duration SETTLING = Duration.millis(1500);

    /** A window manager that wants it elsewhere gets its way. */
    private static final int TRIES = 5;

    private final Stage stage;
    private final PauseTransition settling = new PauseTransition(SETTLING);
    private WindowBounds bounds = WindowBounds.STANDARD;
    private int tries;

    Placement(Stage stage, Runnable moved) {
        this.stage = stage;
        stage.xProperty().addListener((o, was, is) -> changed(moved));
        stage.yProperty().addListener((o, was, is) -> changed(moved));
        stage.widthProperty().addListener((o, was, is) -> changed(moved));
        stage.heightProperty().addListener((o, was, is) -> changed(moved));
        stage.maximizedProperty().addListener((o, was, is) -> changed(moved));
    }

    /** Before the window is shown. */
    void restore(WindowBounds saved) {
        boolean onScreen = saved.placed()
                && !Screen.getScreensForRectangle(saved.x(), saved.y(), saved.width(), saved.height())
                        .isEmpty();
        bounds = onScreen ? saved : centred(saved);
        stage.setX(bounds.x());
        stage.setY(bounds.y());
        stage.setWidth(bounds.width());
        stage.setHeight(bounds.height());
        stage.setMaximized(bounds.maximized());
        tries = TRIES;
    }

    /** To be called once the window is shown. */
    void shown() {
        settling.playFromStart();
    }

    private static WindowBounds centred(WindowBounds size) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        double width = Math.min(size.width(), screen.getWidth());
        double height = Math.min(size.height(), screen.getHeight());
        return new WindowBounds(
                Math.floor(screen.getMinX() + (screen.getWidth() - width) / 2),
                Math.floor(screen.getMinY() + (screen.getHeight() - height) / 2),
                width,
                height,
                size.maximized());
    }

    WindowBounds bounds() {
        return bounds;
    }

    private void changed(Runnable moved) {
        if (!stage.isShowing() || stage.isIconified() || strayed()) {
            return;
        }
        bounds = stage.isMaximized()
                ? new WindowBounds(bounds.x(), bounds.y(), bounds.width(), bounds.height(), true)
                : new WindowBounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
        moved.run();
    }

    /**
     * Whether the window has slipped from where it was put, just after it was shown, and is sent there again. On X11 it now
     * and then ends up to the left and above, by the width of its frame or in the corner of the screen, when the window manager
     * is slow: with the title bar off the screen, or a bit further up at each start.
     */
    private boolean strayed() {
        boolean unsettled = settling.getStatus() == PauseTransition.Status.RUNNING;
        if (!unsettled || tries == 0 || stage.isMaximized() || !isUpAndLeft()) {
            return false;
        }
        tries--;
        stage.setX(bounds.x());
        stage.setY(bounds.y());
        return true;
    }

    private boolean isUpAndLeft() {
        double right = stage.getX() - bounds.x();
        double down = stage.getY() - bounds.y();
        return right < 1 && down < 1 && right + down < -1;
    }
}
