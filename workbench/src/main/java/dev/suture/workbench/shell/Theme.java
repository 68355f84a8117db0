package dev.suture.workbench.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.suture.workbench.settings.ThemeChoice;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.scene.Scene;

/** How the window looks: one style sheet for each aspect of it, one of colours for each theme. */
public enum Theme {
    LIGHT,
    DARK,
    CONTRAST;

    private static final List<String> ASPECTS = List.of(
            "shell", "dock", "action", "start", "review", "diff", "drawing", "anatomy", "flow", "callers", "deploy",
            "build", "demo");

    /** The theme that a choice comes to on a desktop with these colours. */
    static Theme of(ThemeChoice choice, ColorScheme desktop) {
        return switch (choice) {
            case DESKTOP -> desktop == ColorScheme.DARK ? DARK : LIGHT;
            case LIGHT -> LIGHT;
            case DARK -> DARK;
            case HIGH_CONTRAST -> CONTRAST;
        };
    }

    /** Dresses the scene in this theme. */
    public void apply(Scene scene) {
        Application.setUserAgentStylesheet(
                switch (this) {
                    case LIGHT -> new PrimerLight().getUserAgentStylesheet();
                    case DARK, CONTRAST -> new PrimerDark().getUserAgentStylesheet();
                });
        scene.getStylesheets()
                .setAll(Stream.concat(Stream.of(name().toLowerCase(Locale.ROOT)), ASPECTS.stream())
                        .map(Theme::sheet)
                        .toList());
    }

    private static String sheet(String name) {
        String resource = "/dev/suture/workbench/css/" + name + ".css";
        return Objects.requireNonNull(Theme.class.getResource(resource), resource)
                .toExternalForm();
    }
}
