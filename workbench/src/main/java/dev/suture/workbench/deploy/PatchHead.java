package dev.suture.workbench.deploy;

import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.workbench.deploy.process.StateSign;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Above all of the page: which hot patch it is, for what, and how it stands. */
final class PatchHead extends HBox {
    private final DeployViewModel model;
    private final Messages messages;
    private final Label name = Nodes.named(Nodes.label("", "patch-name"), "deploy-patch-name");
    private final Label state = Nodes.named(Nodes.label("", "state-word"), "deploy-state");
    private final Label about = Nodes.label("", "pane-subtitle");
    private final ChoiceBox<StoredPatch> others = Nodes.named(new ChoiceBox<>(), "deploy-patches");
    private final Button back;
    private final ToggleButton form;

    /**
     * @param back back to the review
     * @param formShown whether the form is shown by which it is built
     */
    PatchHead(DeployViewModel model, Messages messages, Runnable back, BooleanProperty formShown) {
        this.model = model;
        this.messages = messages;
        getStyleClass().addAll("pane-head", "deploy-head");
        setAlignment(Pos.CENTER_LEFT);
        this.back = Nodes.named(new Button(messages.text("deploy.back"), Icons.BACK.node()), "deploy-back");
        this.back.setMinWidth(USE_PREF_SIZE);
        this.back.setOnAction(e -> back.run());
        form = Nodes.named(new ToggleButton(messages.text("deploy.rebuild")), "deploy-form-toggle");
        form.setMinWidth(USE_PREF_SIZE);
        form.selectedProperty().bindBidirectional(formShown);
        about.setTextOverrun(OverrunStyle.ELLIPSIS);
        about.setMinWidth(0);
        name.setMinWidth(0);
        state.setMinWidth(USE_PREF_SIZE);
        HBox first = Nodes.styled(new HBox(name, state), "deploy-head-line");
        first.setAlignment(Pos.CENTER_LEFT);
        VBox text = new VBox(first, about);
        text.setMinWidth(0);
        others.setConverter(new StringConverter<>() {
            @Override
            public String toString(StoredPatch patch) {
                return patch == null ? "" : patch.label();
            }

            @Override
            public StoredPatch fromString(String label) {
                return null; // Nobody types here.
            }
        });
        others.setAccessibleText(messages.text("deploy.patches"));
        others.setOnAction(e -> Optional.ofNullable(others.getValue())
                .filter(p -> !Optional.of(p).equals(model.patch().get()))
                .ifPresent(model::show));
        getChildren().addAll(this.back, text, Nodes.gap(), others, form);
        model.patch().addListener((o, was, is) -> draw());
        model.processes().status().addListener((o, was, is) -> draw());
        model.context().addListener((o, was, is) -> draw());
        model.patches().addListener((ListChangeListener<StoredPatch>)
                c -> others.getItems().setAll(model.patches()));
        draw();
    }

    private void draw() {
        Optional<StoredPatch> patch = model.patch().get();
        Nodes.show(back, model.context().get().isPresent());
        Nodes.show(form, patch.isPresent() && model.context().get().isPresent());
        Nodes.show(others, model.patches().size() > 1);
        patch.ifPresent(others::setValue);
        name.setText(patch.map(p -> p.info().name()).orElseGet(() -> messages.text("deploy.none")));
        about.setText(patch.map(this::about).orElseGet(() -> messages.text("deploy.none.text")));
        about.setTooltip(patch.isPresent() ? new Tooltip(about.getText()) : null);
        state.getStyleClass().removeIf(s -> s.startsWith("state-") && !s.equals("state-word"));
        Nodes.show(state, model.processes().status().get().isPresent());
        model.processes().status().get().ifPresent(s -> {
            state.setText(StateSign.text(s.state()));
            state.getStyleClass().add(StateSign.style(s.state()));
        });
    }

    private String about(StoredPatch patch) {
        PatchInfo info = patch.info();
        return messages.text(
                "deploy.about",
                info.targetName(),
                info.functions().size(),
                info.functions().stream().map(PatchedFunction::name).collect(Collectors.joining(", ")),
                info.targetBuildId());
    }
}
