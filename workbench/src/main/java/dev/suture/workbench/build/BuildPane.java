package dev.suture.workbench.build;

import dev.suture.build.BuildOrder;
import dev.suture.build.BuildResult;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.ProblemCard;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Clock;
import dev.suture.workbench.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A build as it runs and as it ended: its stages, its log, and what can be done next. */
public final class BuildPane extends StackPane {
    private final BuildModel model;
    private final BuildWays ways;
    private final Messages messages;
    private final Label title = Nodes.named(Nodes.label("", "pane-title"), "build-title");
    private final Label step = Nodes.named(Nodes.label("", "pane-subtitle"), "build-step");
    private final Label elapsed = Nodes.named(Nodes.label("", "build-elapsed"), "build-elapsed");
    private final Label remaining = Nodes.named(Nodes.label("", "muted"), "build-remaining");
    private final HBox buttons = Nodes.styled(new HBox(), "build-buttons");
    private final ProgressBar progress = Nodes.named(new ProgressBar(), "build-progress");
    private final VBox trouble = Nodes.named(Nodes.styled(new VBox(), "build-trouble"), "build-trouble");
    private final BuildLogView log;
    private final BorderPane running = new BorderPane();

    /** @param ways where one can go from a build */
    public BuildPane(BuildModel model, BuildWays ways, Messages messages) {
        this.model = model;
        this.ways = ways;
        this.messages = messages;
        this.log = new BuildLogView(model.log(), messages);
        setId("build-pane");
        getStyleClass().addAll("pane", "build-pane");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.getStyleClass().add("hairline");
        ScrollPane side = new ScrollPane(new StageList(model, messages));
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.getStyleClass().add("build-side");
        running.setTop(new VBox(head(), progress, trouble));
        running.setLeft(side);
        running.setCenter(log);
        model.state().addListener((o, was, is) -> draw());
        model.moment().addListener((o, was, is) -> time(is));
        addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.isShortcutDown() && e.getCode() == KeyCode.F) {
                log.focusSearch();
                e.consume();
            }
        });
        draw();
        time(model.moment().get());
    }

    private HBox head() {
        VBox words = new VBox(title, step);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        step.setMinWidth(0);
        elapsed.setMinWidth(USE_PREF_SIZE);
        remaining.setMinWidth(USE_PREF_SIZE);
        elapsed.setTooltip(new Tooltip(messages.text("build.elapsed.tip")));
        remaining.setTooltip(new Tooltip(messages.text("build.remaining.tip")));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setMinWidth(USE_PREF_SIZE);
        HBox head = Nodes.styled(new HBox(words, Nodes.gap(), elapsed, remaining, buttons), "pane-head", "build-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    /** Where the keyboard goes when the view is shown. */
    public void focusLog() {
        log.focusList();
    }

    private void draw() {
        switch (model.state().get()) {
            case BuildState.Idle() -> getChildren().setAll(idle());
            case BuildState.Running(BuildOrder order, Job job) -> {
                Button cancel = button("build-cancel", Icons.STOP, "build.cancel", model::cancel);
                show(messages.text("build.running", order.name()), List.of(), cancel);
                cancel.addEventHandler(javafx.event.ActionEvent.ACTION, e -> {
                    cancel.setDisable(true);
                    title.setText(messages.text("build.cancelling", order.name()));
                });
            }
            case BuildState.Done(BuildResult result) -> {
                show(
                        messages.text("build.done", result.order().output().path()),
                        List.of(),
                        button("build-review", Icons.DIFF, "build.review", () -> ways.review(result)),
                        button("build-deploy", Icons.APPLY, "build.deploy", () -> ways.deploy(result)),
                        button("build-package", Icons.PACKAGE, "build.package", () -> ways.showMade(result)));
            }
            case BuildState.Failed(BuildOrder order, Problem problem, OptionalLong place) ->
                show(
                        messages.text("build.failed", order.name()),
                        List.of(new ProblemCard(problem, messages, links(place))),
                        again());
            case BuildState.Cancelled(BuildOrder order) -> {
                show(messages.text("build.cancelled", order.name()), List.of(), again());
                step.setText(messages.text("build.cancelled.text"));
            }
        }
    }

    private Node[] links(OptionalLong place) {
        if (place.isEmpty()) {
            return new Node[0];
        }
        Hyperlink link = Nodes.named(new Hyperlink(messages.text("build.show-in-log")), "build-show-in-log");
        link.setOnAction(e -> {
            link.setVisited(false);
            model.showFailure();
            log.focusList();
        });
        return new Node[] {link};
    }

    private StatePage idle() {
        Button begin = button("build-begin", Icons.BUILD, "build.begin", ways::again);
        return StatePage.empty(Icons.BUILD, messages.text("build.idle.title"), messages.text("build.idle.text"), begin);
    }

    private Button again() {
        return button("build-again", Icons.REFRESH, "build.again", ways::again);
    }

    private Button button(String id, Icons icon, String key, Runnable action) {
        Button button = Nodes.named(new Button(messages.text(key), icon.node()), id);
        button.setTooltip(new Tooltip(messages.text(key + ".tip")));
        button.setOnAction(e -> action.run());
        return button;
    }

    private void show(String words, List<Node> cards, Button... next) {
        title.setText(words);
        List<Node> shown = new ArrayList<>(cards);
        trouble.getChildren().setAll(shown);
        Nodes.show(trouble, !shown.isEmpty());
        buttons.getChildren().setAll(next);
        getChildren().setAll(running);
        time(model.moment().get());
    }

    private void time(BuildMoment now) {
        boolean runs = model.isRunning();
        progress.setVisible(runs);
        progress.setProgress(now.fraction().orElse(ProgressBar.INDETERMINATE_PROGRESS));
        elapsed.setText(
                runs
                        ? messages.text("build.elapsed", Clock.of(now.elapsed()))
                        : messages.text("build.took", Amounts.time(now.elapsed())));
        remaining.setText(
                runs
                        ? now.remaining()
                                .map(r -> messages.text("build.remaining", Clock.ahead(r)))
                                .orElse("")
                        : "");
        if (runs || !(model.state().get() instanceof BuildState.Cancelled)) {
            step.setText(runs ? now.step() : "");
        }
        Nodes.show(step, !step.getText().isEmpty());
    }
}
