package dev.suture.workbench.anatomy;

/** The colours of the picture, by what they mean; a {@link Palette} says which they are in a theme. */
enum Ink {
    BACKGROUND("anatomy-background"),
    TEXT("anatomy-text"),
    MUTED("anatomy-muted"),
    BORDER("anatomy-border"),
    PANEL("anatomy-panel"),
    FOCUS("anatomy-focus"),
    CHANGED("anatomy-changed"),
    CHANGED_SOFT("anatomy-changed-soft"),
    ADDED("anatomy-added"),
    ADDED_SOFT("anatomy-added-soft"),
    DELETED("anatomy-deleted"),
    DELETED_SOFT("anatomy-deleted-soft");

    private final String styleClass;

    Ink(String styleClass) {
        this.styleClass = styleClass;
    }

    /** Style class whose background the style sheets give this colour. */
    String styleClass() {
        return styleClass;
    }

    /** For what is drawn: frames, signs, links. */
    static Ink strong(Role role) {
        return switch (role) {
            case CHANGED -> CHANGED;
            case ADDED -> ADDED;
            case DELETED -> DELETED;
            case UNCHANGED, SET_ASIDE, CARRIED -> MUTED;
        };
    }

    /** For what is filled. */
    static Ink soft(Role role) {
        return switch (role) {
            case CHANGED -> CHANGED_SOFT;
            case ADDED -> ADDED_SOFT;
            case DELETED -> DELETED_SOFT;
            case UNCHANGED, SET_ASIDE, CARRIED -> PANEL;
        };
    }
}
