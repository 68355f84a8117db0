package dev.suture.workbench.drawing;

/** The colours of pictures, by what they mean; a {@link Palette} says which they are in a theme. */
public enum Ink {
    BACKGROUND("ink-background"),
    TEXT("ink-text"),
    MUTED("ink-muted"),
    BORDER("ink-border"),
    PANEL("ink-panel"),
    FOCUS("ink-focus"),
    CHANGED("ink-changed"),
    CHANGED_SOFT("ink-changed-soft"),
    ADDED("ink-added"),
    ADDED_SOFT("ink-added-soft"),
    DELETED("ink-deleted"),
    DELETED_SOFT("ink-deleted-soft");

    private final String styleClass;

    Ink(String styleClass) {
        this.styleClass = styleClass;
    }

    /** Style class whose background the style sheets give this colour. */
    public String styleClass() {
        return styleClass;
    }
}
