package dev.suture.workbench.drawing;

/** A place in a picture, in pixels, y downwards. */
public record Spot(double x, double y) {
    /** The place as far from this one as told, on the way to another; the other itself if it is nearer. */
    Spot towards(Spot other, double distance) {
        double length = distance(other);
        double share = length <= distance ? 1 : distance / length;
        return new Spot(x + (other.x - x) * share, y + (other.y - y) * share);
    }

    double distance(Spot other) {
        return Math.hypot(other.x - x, other.y - y);
    }
}
