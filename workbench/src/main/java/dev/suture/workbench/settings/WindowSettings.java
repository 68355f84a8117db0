package dev.suture.workbench.settings;

import dev.suture.workbench.diff.DiffSettings;

/**
 * How the user likes the window.
 *
 * @param dark whether its colours are the dark ones
 * @param diff how differences are read
 */
public record WindowSettings(boolean dark, DiffSettings diff) {
    /** Those of the first time. */
    public static final WindowSettings STANDARD = new WindowSettings(false, DiffSettings.STANDARD);
}
