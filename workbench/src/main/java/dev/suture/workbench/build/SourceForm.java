package dev.suture.workbench.build;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks what is built. */
final class SourceForm extends VBox {
    private final SourcePage model;
    private final Messages messages;
    private final ToggleGroup group = new ToggleGroup();
    private final Map<SourceKind, ToggleButton> kinds = new EnumMap<>(SourceKind.class);

    SourceForm(SourcePage model, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("wizard-form");
        Fields fields = new Fields(messages);
        HBox choice = Nodes.styled(new HBox(), "kind-choice");
        for (SourceKind kind : SourceKind.values()) {
            choice.getChildren().add(toggle(kind));
        }
        TitledPane commands = commands(fields);
        VBox tree = Nodes.styled(new VBox(fields.folder("folder", model.folder()), commands), "wizard-form");
        VBox debian = fields.line("debian", model.debian());
        VBox builds = Nodes.styled(
                new VBox(fields.folder("base", model.base()), fields.folder("patched", model.patched())),
                "wizard-form");
        getChildren().addAll(choice, tree, debian, builds);
        only(SourceKind.FOLDER, tree);
        only(SourceKind.DEBIAN, debian);
        only(SourceKind.BUILDS, builds);
        group.selectedToggleProperty().addListener((o, was, is) -> {
            if (is == null) {
                was.setSelected(true); // One of them is always meant.
            }
        });
        model.kind().addListener((o, was, is) -> kinds.get(is).setSelected(true));
        kinds.get(model.kind().get()).setSelected(true);
        model.detection()
                .addListener((o, was, is) -> is.ifPresent(d -> {
                    prompt(
                            commands,
                            "build-configure",
                            d.configure().orElse(messages.text("build.field.configure.none")));
                    prompt(commands, "build-build", d.build());
                }));
    }

    private TitledPane commands(Fields fields) {
        VBox inside = Nodes.styled(
                new VBox(fields.line("configure", model.configure()), fields.line("build", model.build())),
                "wizard-form");
        TitledPane pane = new TitledPane(messages.text("build.source.commands"), inside);
        pane.setId("build-commands");
        pane.setAnimated(false);
        pane.setExpanded(
                !model.configure().get().isBlank() || !model.build().get().isBlank());
        return pane;
    }

    private static void prompt(TitledPane pane, String id, String text) {
        if (pane.getContent().lookup("#" + id) instanceof javafx.scene.control.TextField field) {
            field.setPromptText(text);
        }
    }

    private ToggleButton toggle(SourceKind kind) {
        String key = "build.kind." + kind.name().toLowerCase(Locale.ROOT);
        ToggleButton toggle = Nodes.named(
                new ToggleButton(messages.text(key)),
                "build-kind-" + kind.name().toLowerCase(Locale.ROOT));
        toggle.setTooltip(new Tooltip(messages.text(key + ".tip")));
        toggle.setToggleGroup(group);
        toggle.setOnAction(e -> model.kind().set(kind));
        kinds.put(kind, toggle);
        return toggle;
    }

    private void only(SourceKind kind, Node node) {
        Nodes.show(node, model.kind().get() == kind);
        model.kind().addListener((o, was, is) -> Nodes.show(node, is == kind));
    }
}
