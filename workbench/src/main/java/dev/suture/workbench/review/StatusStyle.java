package dev.suture.workbench.review;

import dev.suture.diff.model.Status;
import dev.suture.workbench.parts.Nodes;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;

/** How a status looks: a sign besides the colour, so that no colour need be told from another. */
public final class StatusStyle {
    private StatusStyle() {}

    public static String sign(Status status) {
        return switch (status) {
            case UNCHANGED -> "=";
            case CHANGED -> "~";
            case ADDED -> "+";
            case DELETED -> "\u2212";
        };
    }

    /** {@code status-changed} and so on. */
    public static String style(Status status) {
        return "status-" + key(status);
    }

    /** The status in the keys of the texts. */
    public static String key(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** The sign in its colour. */
    public static Label badge(Status status) {
        return Nodes.label(sign(status), "status-badge", style(status));
    }

    /** Makes a badge that of another status. */
    static void show(Label badge, Status status) {
        badge.setText(sign(status));
        Nodes.restyle(badge, List.of("label", "status-badge", style(status)));
    }
}
