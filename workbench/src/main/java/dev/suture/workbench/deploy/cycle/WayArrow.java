package dev.suture.workbench.deploy.cycle;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.Offer;
import dev.suture.workbench.parts.ReasonedButton;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.shape.ArcTo;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** An arrow of the life cycle with its button; strong where the way can be taken. */
final class WayArrow {
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
    private static final double RADIUS = 7;
    private static final double HEAD_LENGTH = 7;
    private static final double HEAD_WIDTH = 4;

    private final ReasonedButton button;
    private final Path line = Nodes.styled(new Path(), "way-line");
    private final Path head = Nodes.styled(new Path(), "way-head");

    WayArrow(ReasonedButton button) {
        this.button = button;
        line.setManaged(false);
        head.setManaged(false);
        line.setMouseTransparent(true);
        head.setMouseTransparent(true);
    }

    List<Node> lines() {
        return List.of(line, head);
    }

    ReasonedButton button() {
        return button;
    }

    void show(Offer offer) {
        button.show(offer);
        line.pseudoClassStateChanged(OPEN, offer.possible());
        head.pseudoClassStateChanged(OPEN, offer.possible());
    }

    /**
     * Draws it.
     *
     * @param buttonX where its button stands on the long part
     * @param also other places from which the way begins
     */
    void lay(Bend bend, double buttonX, double... also) {
        double fromTurn = Math.signum(bend.row() - bend.fromY()) * RADIUS;
        double along = Math.signum(bend.toX() - bend.fromX()) * RADIUS;
        boolean sweep = fromTurn < 0 == along > 0;
        line.getElements()
                .setAll(
                        new MoveTo(bend.fromX(), bend.fromY()),
                        new LineTo(bend.fromX(), bend.row() - fromTurn),
                        arc(bend.fromX() + along, bend.row(), sweep),
                        new LineTo(bend.toX() - along, bend.row()),
                        arc(bend.toX(), bend.row() - fromTurn, sweep),
                        new LineTo(bend.toX(), bend.toY()));
        for (double x : also) {
            line.getElements().addAll(new MoveTo(x, bend.fromY()), new LineTo(x, bend.row()));
        }
        double back = Math.signum(bend.row() - bend.toY()) * HEAD_LENGTH;
        head.getElements()
                .setAll(
                        new MoveTo(bend.toX(), bend.toY()),
                        new LineTo(bend.toX() - HEAD_WIDTH, bend.toY() + back),
                        new LineTo(bend.toX() + HEAD_WIDTH, bend.toY() + back),
                        new ClosePath());
        double width = button.prefWidth(-1);
        double height = button.prefHeight(width);
        button.resizeRelocate(Math.round(buttonX - width / 2), Math.round(bend.row() - height / 2), width, height);
    }

    private static ArcTo arc(double x, double y, boolean sweep) {
        return new ArcTo(RADIUS, RADIUS, 0, x, y, false, sweep);
    }
}
