package dev.suture.workbench.settings;

/** Which colours the user wants. */
public enum ThemeChoice {
    /** Those of the desktop, and with it when it changes. */
    DESKTOP,
    LIGHT,
    DARK,
    HIGH_CONTRAST
}
