package dev.suture.workbench.shell;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.task.TaskList;
import dev.suture.workbench.text.Messages;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/** In the status bar: how many tasks run and have failed; leads to all of them. */
final class TaskBadge extends Button {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final TaskList tasks;
    private final Messages messages;

    TaskBadge(TaskList tasks, Runnable show, Messages messages) {
        super("", Icons.TASKS.node());
        this.tasks = tasks;
        this.messages = messages;
        setId("task-badge");
        getStyleClass().addAll("flat", "task-badge");
        setTooltip(new Tooltip(messages.text("tasks.badge.tip")));
        setMinWidth(USE_PREF_SIZE);
        setOnAction(e -> show.run());
        tasks.running().addListener(o -> draw());
        tasks.failed().addListener(o -> draw());
        draw();
    }

    private void draw() {
        int failed = tasks.failed().get();
        setText(messages.text("tasks.counts", tasks.running().get(), failed));
        Nodes.show(this, tasks.running().get() > 0 || failed > 0);
        pseudoClassStateChanged(FAILED, failed > 0);
        setAccessibleText(messages.text("tasks.badge.tip") + " " + getText());
    }
}
