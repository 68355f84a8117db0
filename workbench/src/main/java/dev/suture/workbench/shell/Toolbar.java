package dev.suture.workbench.shell;

import dev.suture.workbench.action.Action;
import dev.suture.workbench.action.Actions;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** Above all: what is compared, and what can be done with it. */
final class Toolbar extends HBox {
    private final Label base = path();
    private final Label patched = path();

    Toolbar(WorkbenchModel model, Actions actions, MenuBar menus) {
        getStyleClass().add("toolbar");
        setAlignment(Pos.CENTER_LEFT);
        var messages = model.messages();
        Button theme =
                button(actions, "view.theme", Icons.THEME, messages.text("toolbar.theme"), "button-icon", "flat");
        theme.setId("theme-toggle");
        theme.setAccessibleText(messages.text("toolbar.theme"));
        Button palette =
                button(actions, "help.palette", Icons.PALETTE, messages.text("toolbar.palette"), "button-icon", "flat");
        palette.setId("palette-open");
        palette.setAccessibleText(messages.text("toolbar.palette"));
        Button flow = button(actions, "view.flow", Icons.FLOW, messages.text("toolbar.flow"), "button-icon", "flat");
        flow.setId("flow-open");
        flow.setAccessibleText(messages.text("toolbar.flow"));
        Button callers =
                button(actions, "view.callers", Icons.CALLERS, messages.text("toolbar.callers"), "button-icon", "flat");
        callers.setId("callers-open");
        callers.setAccessibleText(messages.text("toolbar.callers"));
        Button deploy = button(actions, "deploy.toggle", Icons.APPLY, messages.text("toolbar.deploy.tip"), "accent");
        deploy.setId("deploy-open");
        deploy.setText(messages.text("toolbar.deploy"));
        deploy.setMinWidth(USE_PREF_SIZE);
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
        menus.setMinWidth(USE_PREF_SIZE);
        Label brand = Nodes.label("Suture", "brand");
        brand.setMinWidth(USE_PREF_SIZE);
        sides.getChildren().stream()
                .filter(n -> n.getStyleClass().contains("eyebrow"))
                .forEach(n -> ((Label) n).setMinWidth(USE_PREF_SIZE));
        getChildren().addAll(brand, menus, sides, Nodes.gap(), flow, callers, palette, theme, deploy);
        List<Button> ofReview = List.of(flow, callers, deploy);
        model.deploying().addListener((o, was, is) -> show(sides, ofReview, model));
        model.pair().addListener((o, was, is) -> show(sides, ofReview, model));
        show(sides, ofReview, model);
    }

    private static Button button(Actions actions, String id, Icons icon, String tip, String... styles) {
        Action action = actions.find(id).orElseThrow();
        Button button = Nodes.styled(new Button("", icon.node()), styles);
        button.setTooltip(new Tooltip(tip));
        button.setOnAction(e -> action.run());
        button.disableProperty().bind(action.refusal().map(Optional::isPresent));
        return button;
    }

    private static Label path() {
        Label label = Nodes.label("", "code", "toolbar-path");
        label.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        label.setMinWidth(0);
        return label;
    }

    /** From Deploy its own button leads back. */
    private void show(HBox sides, List<Button> ofReview, WorkbenchModel model) {
        Optional<Pair> pair = model.pair().get();
        sides.setVisible(pair.isPresent());
        ofReview.forEach(
                b -> Nodes.show(b, pair.isPresent() && !model.deploying().get()));
        pair.ifPresent(p -> {
            show(base, p.base());
            show(patched, p.patched());
        });
    }

    private static void show(Label label, Path path) {
        label.setText((path.getNameCount() > 2 ? "\u2026/" : "") + Pair.shortened(path));
        label.setTooltip(new Tooltip(path.toString()));
    }
}
