package dev.suture.workbench.settings;

import dev.suture.workbench.diff.DiffSettings;
import dev.suture.workbench.dock.DockLayout;
import dev.suture.workbench.start.Recent;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the user likes the window, and what was in it. What a file leaves out is the standard.
 *
 * @param theme the colours
 * @param textSize in pixels; all else is given in relation to it
 * @param bounds where the window stood
 * @param diff how differences are read
 * @param layout where the views stand
 * @param recent what was opened lately, the latest first
 * @param shortcuts keys that differ from the standard, by action
 * @param open what was open when it was closed
 */
public record WindowSettings(
        ThemeChoice theme,
        int textSize,
        WindowBounds bounds,
        DiffSettings diff,
        DockLayout layout,
        List<Recent> recent,
        Map<String, String> shortcuts,
        List<OpenReview> open) {
    public static final int STANDARD_TEXT_SIZE = 13;

    /** Of no views: stands for the layout of the first time. */
    public static final DockLayout NO_LAYOUT = new DockLayout.Tabs(List.of(), "");

    /** Those of the first time. */
    public static final WindowSettings STANDARD = new WindowSettings(
            ThemeChoice.DESKTOP,
            STANDARD_TEXT_SIZE,
            WindowBounds.STANDARD,
            DiffSettings.STANDARD,
            NO_LAYOUT,
            List.of(),
            Map.of(),
            List.of());

    public WindowSettings {
        theme = Objects.requireNonNullElse(theme, ThemeChoice.DESKTOP);
        textSize = textSize == 0 ? STANDARD_TEXT_SIZE : textSize;
        bounds = Objects.requireNonNullElse(bounds, WindowBounds.STANDARD);
        diff = Objects.requireNonNullElse(diff, DiffSettings.STANDARD);
        layout = Objects.requireNonNullElse(layout, NO_LAYOUT);
        recent = recent == null ? List.of() : List.copyOf(recent);
        shortcuts = shortcuts == null ? Map.of() : Map.copyOf(shortcuts);
        open = open == null ? List.of() : List.copyOf(open);
    }
}
