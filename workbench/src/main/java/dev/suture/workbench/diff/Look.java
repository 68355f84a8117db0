package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Kind;
import java.util.Locale;

/** How a line looks: a sign besides the colour, so that no colour need be told from another. */
public enum Look {
    SAME(" "),
    CHANGED("~"),
    ADDED("+"),
    DELETED("\u2212"),
    /** A line of the source. */
    SOURCE(" "),
    /** The other side has something here, this one has nothing. */
    ABSENT(" "),
    /** Stands for rows that are the same on both sides. */
    FOLD("\u22ef");

    private final String sign;

    Look(String sign) {
        this.sign = sign;
    }

    static Look of(Kind kind) {
        return switch (kind) {
            case SAME -> SAME;
            case CHANGED -> CHANGED;
            case ADDED -> ADDED;
            case DELETED -> DELETED;
            case SOURCE -> SOURCE;
        };
    }

    /** One character. */
    public String sign() {
        return sign;
    }

    /** {@code row-changed} and so on. */
    public String style() {
        return "row-" + name().toLowerCase(Locale.ROOT);
    }
}
