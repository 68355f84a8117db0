package dev.suture.workbench.tasks;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.task.TaskEntry;
import dev.suture.workbench.task.TaskState;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** One task: what it is, how it stands, and what can be done about it. */
final class TaskCell extends ListCell<TaskEntry> {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    private final Messages messages;
    private final ChangeListener<TaskState> redraw = (o, was, is) -> draw();
    private TaskEntry shown;

    TaskCell(Messages messages) {
        this.messages = messages;
        getStyleClass().add("task-cell");
        // As wide as the list, so that long sentences go over several lines.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(TaskEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        if (shown != null) {
            shown.state().removeListener(redraw);
        }
        shown = empty ? null : entry;
        if (shown != null) {
            shown.state().addListener(redraw);
        }
        draw();
    }

    private void draw() {
        if (shown == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        TaskState state = shown.state().get();
        setGraphic(
                switch (state) {
                    case TaskState.Running() -> running();
                    case TaskState.Done(String result, Duration took) ->
                        row(Icons.DONE, "task-done", result, messages.text("tasks.done", Amounts.time(took)));
                    case TaskState.Cancelled(Duration took) ->
                        row(Icons.DEACTIVE, "task-cancelled", "", messages.text("tasks.cancelled", Amounts.time(took)));
                    case TaskState.Failed(Problem problem, Duration took) -> failed(problem, took);
                });
        setAccessibleText(shown.title() + ", " + messages.text("tasks.state." + word(state)));
    }

    private static String word(TaskState state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private Node running() {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(shown.job().fraction());
        bar.setMinWidth(140);
        Label step = Nodes.label("", "muted");
        step.setMinWidth(0);
        step.textProperty().bind(shown.job().step());
        Button cancel = new Button(messages.text("task.cancel"), Icons.STOP.node());
        cancel.setId("task-cancel");
        cancel.setTooltip(new Tooltip(messages.text("tasks.cancel.tip", shown.title())));
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(e -> {
            shown.job().cancel();
            cancel.setDisable(true);
        });
        return line(Icons.BUSY, "task-running", step, bar, cancel);
    }

    private Node row(Icons icon, String style, String detail, String end) {
        Label details = Nodes.label(detail, "muted");
        details.setMinWidth(0);
        return line(icon, style, details, Nodes.label(end, "muted"));
    }

    private Node failed(Problem problem, Duration took) {
        Button copy = Nodes.named(new Button(messages.text("tasks.copy"), Icons.COPY.node()), "task-copy");
        copy.setTooltip(new Tooltip(messages.text("tasks.copy.tip")));
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setOnAction(e -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(String.join("\n", shown.title(), problem.what(), problem.why(), problem.remedy()));
            Clipboard.getSystemClipboard().setContent(content);
        });
        Node head = line(
                Icons.FAILED,
                "task-failed",
                Nodes.label(problem.what(), "task-what"),
                Nodes.label(messages.text("tasks.failed", Amounts.time(took)), "muted"),
                copy);
        return Nodes.styled(
                new VBox(
                        head,
                        Nodes.paragraph(problem.why(), "problem-why", "task-why"),
                        Nodes.paragraph(problem.remedy(), "muted", "task-why")),
                "task-failure");
    }

    private HBox line(Icons icon, String style, Label detail, Node... ends) {
        Label title = Nodes.label(shown.title(), "task-title");
        title.setMinWidth(0);
        Label when = Nodes.label(WHEN.format(shown.startedAt().atZone(ZoneId.systemDefault())), "muted", "task-when");
        when.setMinWidth(USE_PREF_SIZE);
        HBox line = Nodes.styled(
                new HBox(Nodes.styled(icon.node(), "task-icon"), when, title, detail, Nodes.gap()), "task-line", style);
        line.getChildren().addAll(ends);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
