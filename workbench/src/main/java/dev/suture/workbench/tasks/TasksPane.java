package dev.suture.workbench.tasks;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.task.TaskEntry;
import dev.suture.workbench.task.TaskList;
import dev.suture.workbench.text.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** All tasks: what runs with its progress, what it came to, and why it failed. */
public final class TasksPane extends VBox {
    private final TaskList model;
    private final Messages messages;
    private final Label counts = Nodes.named(Nodes.label("", "pane-title"), "task-counts");
    private final ListView<TaskEntry> list = Nodes.named(new ListView<>(), "task-list");

    public TasksPane(TaskList model, Messages messages) {
        this.model = model;
        this.messages = messages;
        setId("tasks-pane");
        getStyleClass().addAll("pane", "tasks-pane");
        Button clear = Nodes.named(new Button(messages.text("tasks.clear")), "tasks-clear");
        clear.setTooltip(new Tooltip(messages.text("tasks.clear.tip")));
        clear.setOnAction(e -> model.clearEnded());
        HBox head = Nodes.styled(new HBox(counts, Nodes.gap(), clear), "pane-head");
        head.setAlignment(Pos.CENTER_LEFT);
        list.setItems(model.entries());
        list.setCellFactory(l -> new TaskCell(messages));
        list.setPlaceholder(Nodes.paragraph(messages.text("tasks.none"), "muted", "placeholder-text"));
        list.setAccessibleText(messages.text("view.tasks"));
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(head, list);
        model.running().addListener(o -> count(clear));
        model.failed().addListener(o -> count(clear));
        model.entries().addListener((javafx.collections.ListChangeListener<TaskEntry>) c -> count(clear));
        count(clear);
    }

    private void count(Button clear) {
        counts.setText(messages.text(
                "tasks.counts", model.running().get(), model.failed().get()));
        clear.setDisable(model.entries().size() == model.running().get());
    }

    /** Where the keyboard goes when the view is shown. */
    public void focusList() {
        list.requestFocus();
    }
}
