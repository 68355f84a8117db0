package dev.suture.workbench.settings;

/**
 * Where the window stood, in screen coordinates.
 *
 * @param maximized whether it filled the screen; the rest is then what it goes back to
 */
public record WindowBounds(double x, double y, double width, double height, boolean maximized) {
    /** Wherever the desktop puts it. */
    public static final WindowBounds STANDARD = new WindowBounds(Double.NEGATIVE_INFINITY, 0, 1440, 900, false);

    /** Whether there is a place to go back to. */
    public boolean placed() {
        return Double.isFinite(x) && Double.isFinite(y);
    }
}
