package dev.suture.workbench.deploy;

import dev.suture.plugin.PatchState;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.review.FindingCard;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;

/** Below: build the hot patch, put it into processes, take it out again, and see each step. */
public final class DeployPane extends VBox {
    /** How much of the width each column gets, in per cent. */
    private static final List<Double> SHARES = List.of(28.0, 40.0, 32.0);

    private static final double TROUBLE_HEIGHT = 220;
    private static final double LOG_HEIGHT = 120;

    private final DeployViewModel model;
    private final Messages messages;
    private final StateTrack track = new StateTrack();
    private final ReasonedButton primary;
    private final ReasonedButton deactive;
    private final ReasonedButton remove;
    private final VBox trouble = Nodes.named(Nodes.styled(new VBox(), "deploy-trouble"), "deploy-trouble");
    private final ProgressBar progress = new ProgressBar();

    public DeployPane(DeployViewModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        setId("deploy-pane");
        getStyleClass().addAll("pane", "deploy-pane");
        primary = new ReasonedButton(
                "deploy-apply",
                Icons.APPLY.node(),
                () -> model.take(model.offers().get().primary()),
                "accent");
        deactive =
                new ReasonedButton("deploy-deactive", Icons.DEACTIVE.node(), () -> model.take(DeployAction.DEACTIVE));
        remove = new ReasonedButton("deploy-remove", Icons.REMOVE.node(), () -> model.take(DeployAction.REMOVE));
        GridPane columns = columns(column(new PatchForm(model, messages)), processes(), steps());
        VBox.setVgrow(columns, Priority.ALWAYS);
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.getStyleClass().add("hairline");
        getChildren().addAll(head(), progress, columns);
        model.offers().addListener((o, was, is) -> offers());
        model.status().addListener((o, was, is) -> track());
        model.problem().addListener((o, was, is) -> trouble());
        model.blockers().addListener((ListChangeListener<Object>) c -> trouble());
        model.running().addListener((o, was, is) -> {
            progress.progressProperty().unbind();
            is.ifPresent(job -> progress.progressProperty().bind(job.fraction()));
            progress.setVisible(is.isPresent());
        });
        progress.setVisible(false);
        offers();
        track();
        trouble();
    }

    private HBox head() {
        HBox head = Nodes.styled(new HBox(track), "pane-head", "deploy-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static GridPane columns(Node... columns) {
        GridPane grid = Nodes.styled(new GridPane(), "deploy-columns");
        for (int i = 0; i < columns.length; i++) {
            ColumnConstraints width = new ColumnConstraints();
            width.setPercentWidth(SHARES.get(i));
            grid.getColumnConstraints().add(width);
            grid.add(columns[i], i, 0);
        }
        RowConstraints height = new RowConstraints();
        height.setVgrow(Priority.ALWAYS);
        height.setMinHeight(0);
        grid.getRowConstraints().add(height);
        grid.setMinHeight(0);
        return grid;
    }

    private static VBox column(Node... children) {
        VBox column = Nodes.styled(new VBox(children), "deploy-column");
        column.setPrefWidth(0);
        column.setMinWidth(0);
        column.setMinHeight(0);
        return column;
    }

    private VBox processes() {
        ProcessTable table = new ProcessTable(model, messages);
        VBox.setVgrow(table, Priority.ALWAYS);
        HBox.setHgrow(deactive, Priority.ALWAYS);
        HBox.setHgrow(remove, Priority.ALWAYS);
        // The button that names patch and target has a row to itself, so that neither name is cut.
        VBox actions = Nodes.styled(
                new VBox(primary, Nodes.styled(new HBox(deactive, remove), "deploy-actions")), "deploy-actions");
        VBox column = column(Nodes.label(messages.text("deploy.processes"), "eyebrow"), table, actions);
        column.getStyleClass().add("wide");
        return column;
    }

    private VBox steps() {
        StepList list = new StepList(model, messages);
        VBox.setVgrow(list, Priority.ALWAYS);
        ScrollPane scroll = new ScrollPane(trouble);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.managedProperty().bind(scroll.visibleProperty());
        scroll.visibleProperty().bind(trouble.visibleProperty());
        VBox.setVgrow(scroll, Priority.ALWAYS);
        scroll.setPrefHeight(TROUBLE_HEIGHT);
        scroll.setMinHeight(0);
        // Before anything was done a trouble has the column to itself.
        list.visibleProperty().bind(trouble.visibleProperty().not().or(Bindings.isNotEmpty(model.log())));
        list.managedProperty().bind(list.visibleProperty());
        list.setPrefHeight(LOG_HEIGHT);
        return column(Nodes.label(messages.text("deploy.steps"), "eyebrow"), scroll, list);
    }

    private void offers() {
        DeployOffers offers = model.offers().get();
        primary.show(offers.offer(offers.primary()));
        deactive.show(offers.offer(DeployAction.DEACTIVE));
        remove.show(offers.offer(DeployAction.REMOVE));
    }

    private void track() {
        track.show(
                model.status().get().map(s -> s.state()).orElse(PatchState.UNKNOWN),
                model.status().get().isPresent());
    }

    private void trouble() {
        List<Node> nodes = new ArrayList<>();
        model.problem().get().ifPresent(p -> nodes.add(card(p)));
        model.blockers().forEach(f -> nodes.add(new FindingCard(f, messages)));
        trouble.getChildren().setAll(nodes);
        trouble.setVisible(!nodes.isEmpty());
    }

    private VBox card(Problem problem) {
        HBox head = Nodes.styled(
                new HBox(
                        Nodes.styled(Icons.FAILED.node(), "severity-icon"),
                        Nodes.paragraph(problem.what(), "severity-word")),
                "finding-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return Nodes.styled(
                new VBox(
                        head,
                        Nodes.paragraph(problem.why(), "reason-text"),
                        Nodes.label(messages.text("problem.remedy"), "eyebrow"),
                        Nodes.paragraph(problem.remedy(), "reason-text")),
                "finding-card",
                "severity-blocker");
    }
}
