package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.workbench.parts.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/** One side of one row: sign, offset, and the text behind them, which scrolls sideways. */
final class SideRow extends Region {
    private final RowMetrics metrics;
    private final Label sign = Nodes.label("", "gutter-sign");
    private final Label offset = Nodes.label("", "gutter-offset");
    private final HBox gutter = Nodes.styled(new HBox(sign, offset), "gutter");
    private final HBox line = Nodes.styled(new HBox(), "row-text");
    private final Pane viewport = new Pane(line);

    SideRow(RowMetrics metrics, String style) {
        this.metrics = metrics;
        getStyleClass().setAll("side-row", style);
        offset.setMinWidth(USE_PREF_SIZE);
        gutter.setAlignment(Pos.CENTER_LEFT);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setManaged(false); // Else the pane would give it its preferred height, and the text would stand too high.
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(viewport.widthProperty());
        clip.heightProperty().bind(viewport.heightProperty());
        viewport.setClip(clip);
        line.translateXProperty().bind(metrics.offset().negate());
        metrics.gutter().addListener((o, was, is) -> requestLayout());
        getChildren().addAll(viewport, gutter);
    }

    void show(Kind kind, Optional<Cell> cell) {
        getStyleClass().removeIf(s -> s.startsWith("row-"));
        getStyleClass().add(cell.isPresent() ? KindStyle.style(kind) : "row-absent");
        sign.setText(cell.isPresent() ? KindStyle.sign(kind) : "");
        offset.setText(cell.filter(c -> kind != Kind.SOURCE)
                .map(c -> String.format(Locale.ROOT, "%" + metrics.digits() + "x", c.offset()))
                .orElse(""));
        line.getChildren().setAll(cell.map(c -> nodes(c.tokens())).orElse(List.of()));
    }

    /** Neighbours that look alike become one node: a screen full of rows is laid out with each step of scrolling. */
    private static List<Node> nodes(List<Token> tokens) {
        List<Node> nodes = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            text.append(token.text());
            boolean ends = i + 1 == tokens.size() || !alike(token, tokens.get(i + 1));
            if (ends && !text.isEmpty()) {
                nodes.add(node(text.toString(), token));
                text.setLength(0);
            }
        }
        return nodes;
    }

    private static boolean alike(Token one, Token other) {
        return one.differs() == other.differs() && role(one) == role(other);
    }

    /** Spaces and signs between operands look like operands. */
    private static Role role(Token token) {
        return token.role() == Role.PLAIN ? Role.OPERAND : token.role();
    }

    private static Node node(String text, Token token) {
        String role = "role-" + role(token).name().toLowerCase(Locale.ROOT);
        Text node = Nodes.styled(new Text(text), "row-token", role);
        // A text has no background of its own.
        return token.differs() ? Nodes.styled(new HBox(node), "differs") : node;
    }

    @Override
    protected void layoutChildren() {
        double height = getHeight();
        double gutterWidth = metrics.gutter().get();
        gutter.resizeRelocate(0, 0, gutterWidth, height);
        viewport.resizeRelocate(gutterWidth, 0, Math.max(0, getWidth() - gutterWidth), height);
        line.resizeRelocate(0, 0, line.prefWidth(height), height);
    }
}
