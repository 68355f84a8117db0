package dev.suture.workbench.parts;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Small parts that every view is made of. */
public final class Nodes {
    private Nodes() {}

    public static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** A label that takes as many lines as its width asks for. */
    public static Label paragraph(String text, String... styles) {
        Label label = label(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** Takes the room that is left in a row. */
    public static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    public static <N extends Node> N styled(N node, String... styles) {
        node.getStyleClass().addAll(styles);
        return node;
    }

    public static <N extends Node> N named(N node, String id) {
        node.setId(id);
        return node;
    }

    /** Shows a node or takes it out of the layout altogether. */
    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** Gives a node these style classes and no others; one that has them is left alone, as styling it anew takes its time. */
    public static void restyle(Node node, List<String> styles) {
        if (!node.getStyleClass().equals(styles)) {
            node.getStyleClass().setAll(styles);
        }
    }
}
