package dev.suture.workbench.flow;

import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.model.Status;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.review.StatusStyle;
import dev.suture.workbench.text.Messages;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** The control flow of the selected function, and how much of it is drawn how large. */
public final class FlowPane extends BorderPane {
    private final FlowModel model;
    private final Messages messages;
    private final FlowCanvas canvas;
    private final Label count = Nodes.label("", "pane-subtitle");
    private final StackPane content = new StackPane();
    private final Map<Status, Label> legends = new EnumMap<>(Status.class);
    /** The keyboard is to go to the picture as soon as there is one. */
    private boolean focusWanted;

    /** @param openRows shows the diff, whose rows the model has gone to */
    public FlowPane(FlowModel model, Runnable openRows, Messages messages) {
        this.model = model;
        this.messages = messages;
        this.canvas = new FlowCanvas(model, openRows, messages.text("view.flow"));
        setId("flow-pane");
        getStyleClass().addAll("pane", "flow-pane");
        count.setMinWidth(0);
        count.setTextOverrun(OverrunStyle.ELLIPSIS);
        HBox head = Nodes.styled(
                new HBox(
                        count,
                        Nodes.gap(),
                        legend(Status.CHANGED),
                        legend(Status.ADDED),
                        legend(Status.DELETED),
                        around(),
                        button("flow-out", Icons.ZOOM_OUT, () -> canvas.zoom(-1)),
                        button("flow-in", Icons.ZOOM_IN, () -> canvas.zoom(1)),
                        button("flow-fit", Icons.ZOOM_FIT, canvas::fit)),
                "pane-head",
                "flow-head");
        head.setAlignment(Pos.CENTER_LEFT);
        setTop(head);
        setCenter(content);
        model.state().addListener((o, was, is) -> draw(is));
        draw(model.state().get());
    }

    private Label legend(Status status) {
        Label label = Nodes.label("", "legend", "legend-" + StatusStyle.key(status));
        label.setMinWidth(USE_PREF_SIZE);
        legends.put(status, label);
        legend(status, Optional.empty());
        return label;
    }

    /** The sign of a status, and how many blocks have it. */
    private void legend(Status status, Optional<FlowGraph> graph) {
        String name = messages.text("status." + StatusStyle.key(status));
        String sign = StatusStyle.sign(status);
        legends.get(status)
                .setText(graph.map(g -> "%s %d %s".formatted(sign, g.blocks(status), name))
                        .orElse(sign + " " + name));
    }

    private ToggleButton around() {
        ToggleButton toggle = Nodes.named(new ToggleButton("", Icons.AROUND.node()), "flow-around");
        toggle.getStyleClass().addAll("button-icon", "diff-toggle");
        toggle.setTooltip(new Tooltip(messages.text("flow.around")));
        toggle.setAccessibleText(messages.text("flow.around"));
        toggle.selectedProperty()
                .addListener((o, was, is) -> model.scope().set(is ? Scope.AROUND_CHANGES : Scope.WHOLE));
        model.scope().addListener((o, was, is) -> toggle.setSelected(is == Scope.AROUND_CHANGES));
        return toggle;
    }

    private Button button(String id, Icons icon, Runnable action) {
        Button button = Nodes.named(Nodes.styled(new Button("", icon.node()), "button-icon", "flat"), id);
        String text = messages.text(id.replace('-', '.'));
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(e -> action.run());
        return button;
    }

    private void draw(FlowState state) {
        count.setText("");
        legends.keySet().forEach(s -> legend(s, Optional.empty()));
        content.getChildren()
                .setAll(
                        switch (state) {
                            case FlowState.Nothing(var why) -> nothing(why);
                            case FlowState.Working(var change, var job) ->
                                StatePage.busy(
                                        messages.text("flow.working", change.name()),
                                        job,
                                        action("flow-cancel", "task.cancel", model::cancel));
                            case FlowState.Failed(var problem) -> StatePage.failed(problem, messages);
                            case FlowState.TooMany many -> tooMany(many);
                            case FlowState.Shown shown -> {
                                FlowGraph graph = shown.picture().outline().graph();
                                count.setText(messages.text(
                                        "flow.count", graph.blocks().size()));
                                legends.keySet().forEach(s -> legend(s, Optional.of(graph)));
                                canvas.show(shown.picture());
                                yield canvas;
                            }
                        });
        if (focusWanted && state instanceof FlowState.Shown) {
            Platform.runLater(this::focusPicture);
        }
    }

    private Node nothing(FlowState.Why why) {
        String key = "flow.none." + why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String title = messages.text(key + ".title");
        String text = messages.text(key + ".text");
        return why == FlowState.Why.CANCELLED
                ? StatePage.empty(Icons.FLOW, title, text, action("flow-again", "flow.again", model::again))
                : StatePage.empty(Icons.FLOW, title, text);
    }

    private Node tooMany(FlowState.TooMany many) {
        String title = messages.text("flow.many.title", many.nodes());
        if (!many.around()) {
            return StatePage.empty(
                    Icons.FLOW,
                    title,
                    messages.text("flow.many.text", many.change().name()));
        }
        Button around = action(
                "flow-show-around", "flow.many.around", () -> model.scope().set(Scope.AROUND_CHANGES));
        around.getStyleClass().add("accent");
        return StatePage.empty(
                Icons.FLOW,
                title,
                messages.text("flow.many.offer", many.change().name()),
                around);
    }

    private Button action(String id, String key, Runnable action) {
        Button button = Nodes.named(new Button(messages.text(key)), id);
        button.setOnAction(e -> action.run());
        return button;
    }

    /** Gives the keyboard to the picture. */
    public void focusPicture() {
        focusWanted = canvas.getScene() == null;
        canvas.requestFocus();
    }
}
