package dev.suture.workbench.drawing;

import java.util.List;

/** What a picture is drawn with: on the screen or into a file. Coordinates are pixels, y downwards. */
public interface Pen {
    /**
     * A rectangle.
     *
     * @param dashed whether its frame is
     */
    void box(double x, double y, double width, double height, Ink fill, Ink frame, double line, boolean dashed);

    /**
     * One line of text, cut to a width.
     *
     * @param y of its baseline
     * @param fixed whether in letters of one width
     */
    void text(String text, double x, double y, double width, double size, Ink ink, boolean bold, boolean fixed);

    /** A curve from the right of one block to the left of another. */
    void link(double fromX, double fromY, double toX, double toY, Ink ink, double line);

    /**
     * A line through some places, with rounded corners and an arrow at its end.
     *
     * @param spots at least two
     */
    void path(List<Spot> spots, Ink ink, double line, boolean dashed);
}
