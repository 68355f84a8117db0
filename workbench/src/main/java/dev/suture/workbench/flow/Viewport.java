package dev.suture.workbench.flow;

import dev.suture.workbench.flow.FlowPicture.Placed;

/**
 * Which part of a picture is seen, and how large.
 *
 * @param scale pixels on the screen for one of the picture
 * @param x left edge of what is seen, in the picture
 * @param y upper edge of what is seen, in the picture
 */
record Viewport(double scale, double x, double y) {
    static final double SMALLEST = 0.02;
    static final double LARGEST = 2.5;
    /** Whoever opens a picture can read it, though it be not all of it. */
    private static final double READABLE = 0.85;

    private static final double ROOM = 24;

    /** A picture of few blocks is not blown up to fill the room. */
    private static final double LARGE_ENOUGH = 1.15;

    /** All of it, as large as that goes and is of use. */
    static Viewport fitting(FlowPicture picture, double width, double height) {
        double scale = Math.clamp(
                Math.min(width / Math.max(1, picture.width()), height / Math.max(1, picture.height())),
                SMALLEST,
                LARGE_ENOUGH);
        return new Viewport(scale, 0, 0).within(picture, width, height);
    }

    /** So large that it can be read, with a node in the middle if not all of it is seen. */
    static Viewport readable(FlowPicture picture, Placed node, double width, double height) {
        Viewport all = fitting(picture, width, height);
        double scale = Math.max(READABLE, all.scale);
        return new Viewport(scale, node.middleX() - width / scale / 2, node.y() - height / scale / 4)
                .within(picture, width, height);
    }

    /** Larger or smaller, with what is at a place on the screen staying there. */
    Viewport zoomed(double factor, double atX, double atY) {
        double next = Math.clamp(scale * factor, SMALLEST, LARGEST);
        return new Viewport(next, x + atX / scale - atX / next, y + atY / scale - atY / next);
    }

    /** Moved by pixels of the screen. */
    Viewport moved(double dx, double dy) {
        return new Viewport(scale, x + dx / scale, y + dy / scale);
    }

    /** No further than that the picture is seen; in the middle where there is room. */
    Viewport within(FlowPicture picture, double width, double height) {
        return new Viewport(
                scale, within(x, width / scale, picture.width()), within(y, height / scale, picture.height()));
    }

    private static double within(double at, double seen, double all) {
        return all <= seen ? (all - seen) / 2 : Math.clamp(at, 0, all - seen);
    }

    /** Moved as little as brings a node into sight. */
    Viewport showing(Placed node, double width, double height) {
        return new Viewport(
                scale,
                showing(x, width / scale, node.x() - ROOM, node.width() + 2 * ROOM),
                showing(y, height / scale, node.y() - ROOM, node.height() + 2 * ROOM));
    }

    private static double showing(double at, double seen, double from, double length) {
        if (length > seen || from < at) {
            return from;
        }
        return from + length > at + seen ? from + length - seen : at;
    }

    double pictureX(double screenX) {
        return x + screenX / scale;
    }

    double pictureY(double screenY) {
        return y + screenY / scale;
    }
}
