package dev.suture.workbench.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.Scene;

/** How the window looks: one style sheet for each aspect of it, one of colours for each theme. */
public enum Theme {
    LIGHT,
    DARK;

    private static final List<String> ASPECTS = List.of("shell", "review", "diff", "deploy", "demo");

    /** Dresses the scene in this theme. */
    public void apply(Scene scene) {
        Application.setUserAgentStylesheet(
                switch (this) {
                    case LIGHT -> new PrimerLight().getUserAgentStylesheet();
                    case DARK -> new PrimerDark().getUserAgentStylesheet();
                });
        String colours = this == LIGHT ? "light" : "dark";
        scene.getStylesheets()
                .setAll(Stream.concat(Stream.of(colours), ASPECTS.stream())
                        .map(Theme::sheet)
                        .toList());
    }

    private static String sheet(String name) {
        String resource = "/dev/suture/workbench/css/" + name + ".css";
        return Objects.requireNonNull(Theme.class.getResource(resource), resource)
                .toExternalForm();
    }
}
