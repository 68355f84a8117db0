package dev.suture.workbench.shell;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** Above all: what is compared, and what can be done with it. */
final class Toolbar extends HBox {
    private final Label base = path();
    private final Label patched = path();

    Toolbar(WorkbenchModel model, Runnable theme, Runnable deploy) {
        getStyleClass().add("toolbar");
        setAlignment(Pos.CENTER_LEFT);
        var messages = model.messages();
        Button themeButton = new Button("", Icons.THEME.node());
        themeButton.setId("theme-toggle");
        themeButton.getStyleClass().addAll("button-icon", "flat");
        themeButton.setTooltip(new Tooltip(messages.text("toolbar.theme")));
        themeButton.setAccessibleText(messages.text("toolbar.theme"));
        themeButton.setOnAction(e -> theme.run());
        Button deployButton = new Button(messages.text("toolbar.deploy"), Icons.APPLY.node());
        deployButton.setId("deploy-open");
        deployButton.getStyleClass().add("accent");
        deployButton.setMinWidth(USE_PREF_SIZE);
        deployButton.setTooltip(new Tooltip(messages.text("toolbar.deploy.tip")));
        deployButton.setOnAction(e -> deploy.run());
        deployButton.setDisable(true);
        model.review()
                .state()
                .addListener((o, was, is) -> deployButton.setDisable(
                        model.review().report().filter(r -> r.hasDifferences()).isEmpty()));
        HBox sides = Nodes.styled(
                new HBox(
                        Nodes.label(messages.text("diff.base"), "eyebrow"),
                        base,
                        Nodes.label("\u2192", "muted"),
                        Nodes.label(messages.text("diff.patched"), "eyebrow"),
                        patched),
                "toolbar-sides");
        sides.setAlignment(Pos.CENTER_LEFT);
        sides.setMinWidth(0);
        sides.setVisible(false);
        getChildren().addAll(Nodes.label("Suture", "brand"), sides, Nodes.gap(), themeButton, deployButton);
        model.pair().addListener((o, was, is) -> {
            sides.setVisible(is.isPresent());
            show(is);
        });
        show(model.pair().get());
    }

    private static Label path() {
        Label label = Nodes.label("", "code", "toolbar-path");
        label.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        label.setMinWidth(0);
        return label;
    }

    private void show(Optional<Pair> pair) {
        pair.ifPresent(p -> {
            show(base, p.base());
            show(patched, p.patched());
        });
    }

    private static void show(Label label, Path path) {
        int names = path.getNameCount();
        label.setText(names > 2 ? "\u2026/" + path.subpath(names - 2, names) : path.toString());
        label.setTooltip(new Tooltip(path.toString()));
    }
}
