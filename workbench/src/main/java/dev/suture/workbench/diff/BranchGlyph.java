package dev.suture.workbench.diff;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;

/** The branches that pass a line, begin there or end there. */
final class BranchGlyph extends Region {
    private static final double LANE = 6;
    private static final double HEAD = 4;
    /** Over the edges of the line, so that no gap is seen between two. */
    private static final double OVER = 5;

    private final BranchLanes lanes;
    private final int line;
    private double drawn = -1;

    BranchGlyph(BranchLanes lanes, int line) {
        this.lanes = lanes;
        this.line = line;
        getStyleClass().add("branch-glyph");
        double width = LANE * lanes.lanes() + HEAD + 2;
        setMinWidth(width);
        setPrefWidth(width);
        setMaxHeight(Double.MAX_VALUE);
    }

    /** Drawn anew only where the height is another: a line is laid out again and again while one scrolls. */
    @Override
    protected void layoutChildren() {
        if (drawn == getHeight()) {
            return;
        }
        drawn = getHeight();
        getChildren().clear();
        double right = getWidth() - 1;
        double middle = Math.round(getHeight() / 2) + 0.5;
        for (int lane = 0; lane < lanes.lanes(); lane++) {
            int parts = lanes.at(line, lane);
            double x = right - HEAD - LANE * (lane + 1) + 0.5;
            if ((parts & BranchLanes.UP) != 0) {
                add(new Line(x, -OVER, x, middle));
            }
            if ((parts & BranchLanes.DOWN) != 0) {
                add(new Line(x, middle, x, getHeight() + OVER));
            }
            if ((parts & (BranchLanes.FROM | BranchLanes.TO)) != 0) {
                add(new Line(x, middle, right - 1, middle));
            }
            if ((parts & BranchLanes.TO) != 0) {
                Polygon head = new Polygon(
                        right - HEAD, middle - HEAD / 1.3, right, middle, right - HEAD, middle + HEAD / 1.3);
                head.getStyleClass().add("branch-head");
                head.setManaged(false);
                getChildren().add(head);
            }
        }
    }

    private void add(Node node) {
        node.getStyleClass().add("branch-line");
        node.setManaged(false);
        getChildren().add(node);
    }
}
