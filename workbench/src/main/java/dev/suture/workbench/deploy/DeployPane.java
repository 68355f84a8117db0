package dev.suture.workbench.deploy;

import dev.suture.diff.model.Finding;
import dev.suture.manager.HistoryEntry;
import dev.suture.manager.StoredPatch;
import dev.suture.workbench.deploy.change.ChangePane;
import dev.suture.workbench.deploy.change.ChangeState;
import dev.suture.workbench.deploy.cycle.LifeCycleView;
import dev.suture.workbench.deploy.history.HistoryPane;
import dev.suture.workbench.deploy.process.ProcessPane;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.review.FindingCard;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One hot patch on this machine: how it stands, what can be done, what is done, and what was done. */
public final class DeployPane extends VBox {
    /** How much of the width the life cycle and the processes get, in per cent. */
    private static final double LEFT = 57;

    private final DeployViewModel model;
    private final Messages messages;
    private final BooleanProperty formShown = new SimpleBooleanProperty(true);
    private final VBox trouble = Nodes.named(Nodes.styled(new VBox(), "deploy-trouble"), "deploy-trouble");
    private final StackPane shown = new StackPane();
    private final ToggleGroup tabs = new ToggleGroup();
    private final ToggleButton change;
    private final ToggleButton patch;
    private final ToggleButton history;

    /** @param back back to the review */
    public DeployPane(DeployViewModel model, Messages messages, Runnable back) {
        this.model = model;
        this.messages = messages;
        setId("deploy-pane");
        getStyleClass().addAll("pane", "deploy-pane");
        change = tab("deploy-tab-change", "deploy.tab.change", new ChangePane(model.change(), messages), "left-pill");
        patch = tab("deploy-tab-patch", "deploy.tab.patch", new PatchPane(model, messages), "center-pill");
        history = tab("deploy-tab-history", "deploy.history", new HistoryPane(model.history(), messages), "right-pill");
        tabs.selectedToggleProperty().addListener((o, was, is) -> {
            if (is == null) {
                tabs.selectToggle(was);
            } else {
                shown.getChildren().forEach(n -> Nodes.show(n, n == is.getUserData()));
            }
        });
        tabs.selectToggle(change);
        PatchForm form = new PatchForm(model, messages);
        GridPane columns = columns(left(), right());
        VBox.setVgrow(columns, Priority.ALWAYS);
        getChildren().addAll(new PatchHead(model, messages, back, formShown), form, trouble, columns);
        formShown.addListener((o, was, is) -> form(form));
        model.context().addListener((o, was, is) -> form(form));
        model.patch().addListener((o, was, is) -> opened(is));
        model.change().state().addListener((o, was, is) -> {
            if (!(is instanceof ChangeState.Idle)) {
                tabs.selectToggle(change);
            }
        });
        model.blockers().addListener((ListChangeListener<Finding>) c -> trouble());
        model.history().entries().addListener((ListChangeListener<HistoryEntry>) c -> count());
        form(form);
        opened(model.patch().get());
        trouble();
        count();
    }

    private ToggleButton tab(String id, String key, Node content, String pill) {
        ToggleButton tab = Nodes.named(new ToggleButton(messages.text(key)), id);
        tab.getStyleClass().add(pill);
        tab.setToggleGroup(tabs);
        tab.setUserData(content);
        Nodes.show(content, false);
        shown.getChildren().add(content);
        return tab;
    }

    private void opened(Optional<StoredPatch> is) {
        formShown.set(is.isEmpty());
        // What was made elsewhere is looked at first.
        boolean elsewhere = model.context().get().isEmpty();
        if (is.isPresent() && elsewhere) {
            tabs.selectToggle(patch);
        }
    }

    private void form(PatchForm form) {
        Nodes.show(form, formShown.get() && model.context().get().isPresent());
    }

    private void count() {
        int entries = model.history().entries().size();
        history.setText(messages.text("deploy.tab.history", entries));
    }

    private Node left() {
        LifeCycleView cycle = new LifeCycleView(model.change().offers(), model.change()::ask, messages);
        ProcessPane processes = new ProcessPane(model.processes(), messages);
        VBox.setVgrow(processes, Priority.ALWAYS);
        return column(Nodes.label(messages.text("deploy.cycle"), "eyebrow"), cycle, processes);
    }

    private Node right() {
        HBox head = Nodes.styled(new HBox(change, patch, history), "deploy-tabs");
        head.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(shown, Priority.ALWAYS);
        shown.setMinHeight(0);
        VBox column = column(head, shown);
        column.getStyleClass().add("inspector");
        return column;
    }

    private static VBox column(Node... children) {
        VBox column = Nodes.styled(new VBox(children), "deploy-column");
        column.setPrefWidth(0);
        column.setMinWidth(0);
        column.setMinHeight(0);
        return column;
    }

    private static GridPane columns(Node left, Node right) {
        GridPane grid = Nodes.styled(new GridPane(), "deploy-columns");
        for (double share : List.of(LEFT, 100 - LEFT)) {
            ColumnConstraints width = new ColumnConstraints();
            width.setPercentWidth(share);
            grid.getColumnConstraints().add(width);
        }
        grid.addRow(0, left, right);
        RowConstraints height = new RowConstraints();
        height.setVgrow(Priority.ALWAYS);
        height.setMinHeight(0);
        grid.getRowConstraints().add(height);
        grid.setMinHeight(0);
        return grid;
    }

    private void trouble() {
        trouble.getChildren()
                .setAll(model.blockers().stream()
                        .map(f -> new FindingCard(f, messages))
                        .toList());
        Nodes.show(trouble, !model.blockers().isEmpty());
    }
}
