package dev.suture.workbench.drawing;

import java.util.List;

/** Goes along a line whose corners are rounded and which ends in an arrow; each pen draws the pieces in its own way. */
abstract class Bends {
    private static final double ROUND = 7;
    private static final double HEAD_LENGTH = 8;
    private static final double HEAD_WIDTH = 4;

    private final List<Spot> spots;

    /** @param spots at least two */
    Bends(List<Spot> spots) {
        if (spots.size() < 2) {
            throw new IllegalArgumentException("a line goes from one place to another");
        }
        this.spots = spots;
    }

    /** The arrow: its tip is the end of the line. */
    record Head(Spot left, Spot tip, Spot right) {}

    abstract void moveTo(Spot to);

    abstract void lineTo(Spot to);

    abstract void curveTo(Spot by, Spot to);

    final void trace() {
        moveTo(spots.getFirst());
        for (int i = 1; i < spots.size() - 1; i++) {
            Spot corner = spots.get(i);
            Spot before = spots.get(i - 1);
            Spot behind = spots.get(i + 1);
            lineTo(corner.towards(before, Math.min(ROUND, corner.distance(before) / 2)));
            curveTo(corner, corner.towards(behind, Math.min(ROUND, corner.distance(behind) / 2)));
        }
        // The line ends inside the arrow, whose tip would be blunt otherwise.
        Spot end = spots.getLast();
        Spot before = spots.get(spots.size() - 2);
        lineTo(end.towards(before, Math.min(HEAD_LENGTH / 2, end.distance(before) / 2)));
    }

    static Head head(List<Spot> spots) {
        Spot tip = spots.getLast();
        Spot before = spots.get(spots.size() - 2);
        double length = Math.max(1e-6, tip.distance(before));
        double dx = (tip.x() - before.x()) / length;
        double dy = (tip.y() - before.y()) / length;
        double x = tip.x() - dx * HEAD_LENGTH;
        double y = tip.y() - dy * HEAD_LENGTH;
        return new Head(
                new Spot(x - dy * HEAD_WIDTH, y + dx * HEAD_WIDTH),
                tip,
                new Spot(x + dy * HEAD_WIDTH, y - dx * HEAD_WIDTH));
    }
}
