package dev.suture.workbench.anatomy;

import dev.suture.workbench.drawing.Ink;

/** What a block is to the hot patch; each has a sign, so that no colour need be told from another. */
public enum Role {
    /** The same on both sides, one item or a run of them. */
    UNCHANGED("="),
    /** On both sides and different; in the hot patch, what replaces a function of the running program. */
    CHANGED("~"),
    ADDED("+"),
    DELETED("\u2212"),
    /** Different, but set aside as noise by a filter. */
    SET_ASIDE("\u00b7"),
    /** Only in the hot patch because another part of it needs it there. */
    CARRIED("\u203a");

    private final String sign;

    Role(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** For what is drawn: frames, signs, links. */
    Ink strong() {
        return switch (this) {
            case CHANGED -> Ink.CHANGED;
            case ADDED -> Ink.ADDED;
            case DELETED -> Ink.DELETED;
            case UNCHANGED, SET_ASIDE, CARRIED -> Ink.MUTED;
        };
    }

    /** For what is filled. */
    Ink soft() {
        return switch (this) {
            case CHANGED -> Ink.CHANGED_SOFT;
            case ADDED -> Ink.ADDED_SOFT;
            case DELETED -> Ink.DELETED_SOFT;
            case UNCHANGED, SET_ASIDE, CARRIED -> Ink.PANEL;
        };
    }
}
