package dev.suture.workbench.deploy.change;

import dev.suture.manager.Outcome;
import dev.suture.plugin.PreflightCheck;
import dev.suture.workbench.deploy.process.StateSign;
import dev.suture.workbench.deploy.service.ChangeOrder;
import dev.suture.workbench.deploy.service.Preview;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.Offer;
import dev.suture.workbench.parts.ReasonedButton;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What is known before a change, how far it is, and what it came to or why it was refused. */
public final class ChangePane extends VBox {
    private static final Duration LONGER = Duration.ofSeconds(30);

    private final ChangeModel model;
    private final Messages messages;
    private final VBox body = Nodes.styled(new VBox(), "change-body");
    private final HBox foot = Nodes.styled(new HBox(), "change-foot");
    private final ReasonedButton confirm;

    public ChangePane(ChangeModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        setId("change-pane");
        getStyleClass().add("change-pane");
        confirm = new ReasonedButton("deploy-confirm", Icons.APPLY.node(), model::confirm, "accent");
        HBox.setHgrow(confirm, Priority.ALWAYS);
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(scroll, foot);
        model.state().addListener((o, was, is) -> {
            draw(is);
            scroll.setVvalue(0);
        });
        model.offers().addListener((o, was, is) -> confirm.show(model.confirmation()));
        draw(model.state().get());
    }

    private void draw(ChangeState state) {
        switch (state) {
            case ChangeState.Idle() -> show(idle());
            case ChangeState.Previewing(var action, Job job) ->
                show(working(messages.text("deploy.previewing"), job), cancel(model::cancel));
            case ChangeState.Asking(var action, Preview preview) -> asking(preview);
            case ChangeState.Running(Job job) -> show(working(job.title(), job), cancel(job::cancel));
            case ChangeState.Done(ChangeOrder order, Outcome outcome, Timeline timeline, Duration took) ->
                show(done(outcome, timeline, took), button("change-dismiss", "deploy.dismiss", model::cancel));
            case ChangeState.Refused(Problem problem, Optional<ChangeOrder> order) -> refused(problem, order);
        }
    }

    private void show(List<? extends Node> nodes, Node... buttons) {
        body.getChildren().setAll(nodes);
        foot.getChildren().setAll(buttons);
        Nodes.show(foot, buttons.length > 0);
    }

    private List<Node> idle() {
        VBox page = Nodes.styled(
                new VBox(
                        Nodes.styled(Icons.STEPS.node(), "change-empty-icon"),
                        Nodes.paragraph(messages.text("deploy.idle.title"), "change-title"),
                        Nodes.paragraph(messages.text("deploy.idle.text"), "muted", "change-text")),
                "change-empty");
        page.setAlignment(Pos.CENTER);
        return List.of(page);
    }

    private List<Node> working(String title, Job job) {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(job.fraction());
        bar.setMaxWidth(Double.MAX_VALUE);
        Label step = Nodes.paragraph("", "muted");
        step.textProperty().bind(Bindings.concat(job.step()));
        return List.of(Nodes.paragraph(title, "change-title"), bar, step);
    }

    private Button cancel(Runnable action) {
        return button("change-cancel", "task.cancel", action);
    }

    private Button button(String id, String key, Runnable action) {
        Button button = Nodes.named(new Button(messages.text(key)), id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(e -> action.run());
        return button;
    }

    private void asking(Preview preview) {
        Offer offer = model.confirmation();
        confirm.show(offer);
        boolean failed = preview.count(PreflightCheck.Result.FAILED) > 0;
        List<Node> nodes = new java.util.ArrayList<>();
        nodes.add(Nodes.paragraph(messages.text("deploy.before"), "change-title"));
        preview.refusal()
                .ifPresent(r -> nodes.add(new RefusalCard(
                        Refusal.of(
                                new Problem(
                                        messages.text("deploy.would-be-refused"), r.getMessage(), r.remedy(), r.id()),
                                Optional.empty()),
                        messages)));
        if (failed) {
            nodes.add(Nodes.paragraph(messages.text("deploy.checks.failed-note"), "check-note"));
        }
        nodes.add(new CheckList(preview, messages));
        show(nodes, confirm, cancel(model::cancel));
        // Space confirms; Enter, which may still be held down from choosing the action, does not.
        confirm.focus();
    }

    private List<Node> done(Outcome outcome, Timeline timeline, Duration took) {
        String name = outcome.patch().info().name();
        Label title = Nodes.named(
                Nodes.paragraph(
                        messages.text("deploy.now", name, outcome.state().label()), "change-title"),
                "outcome");
        Label sign = Nodes.label(StateSign.sign(outcome.state()), "outcome-sign", StateSign.style(outcome.state()));
        HBox head = Nodes.styled(new HBox(sign, title), "outcome-head");
        head.setAlignment(Pos.CENTER_LEFT);
        if (timeline.lanes().isEmpty()) {
            return List.of(head, Nodes.paragraph(messages.text("deploy.no-process-changed"), "muted"));
        }
        HBox tiles = Nodes.styled(
                new HBox(
                        tile("tile-frozen", Amounts.time(timeline.frozen()), "deploy.tile.frozen"),
                        tile("tile-waited", Amounts.time(timeline.waited()), "deploy.tile.waited"),
                        tile("tile-took", Amounts.time(took), "deploy.tile.took")),
                "tiles");
        return List.of(head, tiles, new TimelineView(timeline, messages));
    }

    private VBox tile(String id, String amount, String key) {
        VBox tile = Nodes.named(
                Nodes.styled(
                        new VBox(Nodes.label(amount, "tile-amount"), Nodes.label(messages.text(key), "tile-text")),
                        "tile"),
                id);
        HBox.setHgrow(tile, Priority.ALWAYS);
        tile.setPrefWidth(0);
        return tile;
    }

    private void refused(Problem problem, Optional<ChangeOrder> order) {
        Refusal refusal = Refusal.of(problem, order);
        List<Node> buttons = new java.util.ArrayList<>();
        order.ifPresent(o -> {
            if (refusal.longer()) {
                Button longer = button("change-longer", "deploy.retry.longer", () -> model.retry(LONGER));
                buttons.add(longer);
            }
            Button retry = button("change-retry", "problem.again", () -> model.retry(o.timeout()));
            buttons.addFirst(retry);
        });
        buttons.add(button("change-dismiss", "deploy.dismiss", model::cancel));
        show(List.of(new RefusalCard(refusal, messages)), buttons.toArray(Node[]::new));
    }
}
