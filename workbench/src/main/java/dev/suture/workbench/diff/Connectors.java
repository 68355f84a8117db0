package dev.suture.workbench.diff;

import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polygon;

/**
 * Between the sides: what belongs together. A change is a band across; what only one side has is a wedge that opens
 * towards that side.
 */
final class Connectors extends Region {
    static final double WIDTH = 14;

    private List<Line> base = List.of();
    private List<Line> patched = List.of();
    private double drawnTop = -1;
    private double drawnHeight = -1;

    Connectors() {
        getStyleClass().add("connectors");
        setMouseTransparent(true);
    }

    void show(List<Line> baseLines, List<Line> patchedLines) {
        base = baseLines;
        patched = patchedLines;
        drawnTop = -1;
    }

    /**
     * Draws what stands beside the lines on screen.
     *
     * @param scrolled how far the text is scrolled, in pixels
     * @param line height of a line
     * @param head height of what stands above the text
     */
    void draw(double scrolled, double line, double head) {
        double top = scrolled - head;
        if (top == drawnTop && getHeight() == drawnHeight) {
            return;
        }
        drawnTop = top;
        drawnHeight = getHeight();
        getChildren().clear();
        int first = Math.max(0, (int) (scrolled / line) - 1);
        int end = Math.min(Math.min(base.size(), patched.size()), (int) ((scrolled + getHeight()) / line) + 2);
        while (first > 0 && first < end && look(first) != Look.SAME && look(first) == look(first - 1)) {
            first--;
        }
        for (int i = first; i < end; ) {
            Look look = look(i);
            int from = i;
            while (i < base.size() && i < patched.size() && look(i) == look) {
                i++;
            }
            if (look != Look.SAME) {
                add(look, from * line - top, i * line - top);
            }
        }
        setClip(new javafx.scene.shape.Rectangle(0, head, WIDTH, Math.max(0, getHeight() - head)));
    }

    /** How both sides of a line relate. */
    private Look look(int i) {
        Look one = base.get(i).look();
        Look other = patched.get(i).look();
        if (one == Look.DELETED || other == Look.ADDED || one == Look.CHANGED) {
            return one == Look.ABSENT ? other : one;
        }
        return Look.SAME;
    }

    private void add(Look look, double from, double to) {
        double left = look == Look.ADDED ? from : to;
        double right = look == Look.DELETED ? from : to;
        Polygon shape = new Polygon(0, from, WIDTH, from, WIDTH, right, 0, left);
        shape.getStyleClass().addAll("connector", look.style());
        shape.setManaged(false);
        getChildren().add(shape);
    }
}
