package dev.suture.workbench.shell;

import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Severity;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.TaskEntry;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.controlsfx.control.StatusBar;

/** Below all: what runs, what it came to, and how long it took. */
final class StatusStrip extends StatusBar {
    private final WorkbenchModel model;
    private final Messages messages;
    private final ToggleButton watch = Nodes.named(new ToggleButton("", Icons.WATCH.node()), "watch-switch");
    private final Label findings = Nodes.label("", "status-item");
    private final TaskBadge tasks;

    /** @param showTasks shows all tasks */
    StatusStrip(WorkbenchModel model, Runnable showTasks) {
        this.tasks = new TaskBadge(model.background().tasks(), showTasks, model.messages());
        this.model = model;
        this.messages = model.messages();
        setId("status-bar");
        setText("");
        watch.getStyleClass().addAll("status-switch");
        watch.setText(messages.text("watch.text"));
        watch.setTooltip(new Tooltip(messages.text("watch.tip")));
        watch.selectedProperty().bindBidirectional(model.watch().on());
        getRightItems().addAll(findings, watch, tasks);
        model.background().tasks().running().addListener((o, was, is) -> draw());
        model.background().running().addListener((ListChangeListener<Job>) c -> draw());
        model.review().state().addListener((o, was, is) -> draw());
        model.review().refreshProblem().addListener((o, was, is) -> draw());
        model.notice().addListener((o, was, is) -> draw());
        model.review().marks().problem().addListener((o, was, is) -> draw());
        draw();
    }

    private void draw() {
        progressProperty().unbind();
        setProgress(0);
        // A task goes before what is over soon.
        Optional<Job> first = model.background()
                .tasks()
                .current()
                .map(TaskEntry::job)
                .or(() -> model.background().running().stream().findFirst());
        if (first.isEmpty()) {
            setText(resting());
        } else {
            Job job = first.get();
            setText(job.title() + " \u2026");
            progressProperty().bind(job.fraction());
        }
        Nodes.show(watch, model.review().report().isPresent());
        findings.setText(model.review().report().map(this::findings).orElse(""));
    }

    /** Trouble first: it must not pass unseen. */
    private String resting() {
        return model.review()
                .marks()
                .problem()
                .get()
                .map(p -> messages.text("status.not-saved", p.why()))
                .or(() -> Optional.of(model.notice().get()).filter(n -> !n.isEmpty()))
                .or(() ->
                        model.review().refreshProblem().get().map(p -> messages.text("status.not-refreshed", p.why())))
                .orElseGet(this::state);
    }

    private String state() {
        return switch (model.review().state().get()) {
            case ReviewState.Idle() -> "";
            case ReviewState.Comparing(Job job) -> job.title();
            case ReviewState.Failed(var problem) -> problem.what();
            case ReviewState.Ready(DiffReport report) ->
                messages.text(
                        "status.compared",
                        report.objects().size() + report.identical(),
                        Amounts.time(report.elapsed()));
        };
    }

    private String findings(DiffReport report) {
        return messages.text(
                "status.findings",
                count(report, Severity.BLOCKER),
                count(report, Severity.WARNING),
                count(report, Severity.NOTE));
    }

    private static long count(DiffReport report, Severity severity) {
        return report.objects().stream()
                .flatMap(o -> o.findings().stream())
                .filter(f -> f.severity() == severity)
                .count();
    }
}
