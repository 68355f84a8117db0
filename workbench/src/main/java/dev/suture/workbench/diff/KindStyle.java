package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Kind;
import java.util.Locale;

/** How a kind of row looks: a sign besides the colour, so that no colour need be told from another. */
final class KindStyle {
    private KindStyle() {}

    static String sign(Kind kind) {
        return switch (kind) {
            case SAME, SOURCE -> " ";
            case CHANGED -> "~";
            case ADDED -> "+";
            case DELETED -> "\u2212";
        };
    }

    /** {@code row-changed} and so on. */
    static String style(Kind kind) {
        return "row-" + kind.name().toLowerCase(Locale.ROOT);
    }
}
