package dev.suture.workbench.review;

import atlantafx.base.controls.CustomTextField;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Status;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Left: counts that are filters too, the text filter, and the tree. */
public final class ChangesPane extends VBox {
    /** What the chips need to be read. */
    private static final double LEAST_WIDTH = 310;

    private final ReviewModel model;
    private final Messages messages;
    private final CustomTextField filter = new CustomTextField();
    private final ChangeTree tree;
    private final Label summary = Nodes.label("", "pane-subtitle");

    /** @param openBeside shows a change in a tab of its own */
    public ChangesPane(ReviewModel model, Reviewing reviewing, Consumer<Selection> openBeside, Messages messages) {
        this.model = model;
        this.messages = messages;
        this.tree = new ChangeTree(model, reviewing, openBeside, messages);
        getStyleClass().addAll("pane", "changes-pane");
        setMinWidth(LEAST_WIDTH);
        HBox title = new HBox(summary);
        title.setAlignment(Pos.BASELINE_LEFT);
        HBox search = Nodes.styled(new HBox(filterField(), new FurtherFilters(model, messages)), "filter-row");
        HBox.setHgrow(filter, Priority.ALWAYS);
        VBox head = new VBox(title, new ProgressRow(model, messages), new FilterChips(model, messages), search);
        head.getStyleClass().add("pane-head");
        VBox.setVgrow(tree, Priority.ALWAYS);
        getChildren().addAll(head, tree);
        model.state().addListener((o, was, is) -> summarise());
        summarise();
    }

    private CustomTextField filterField() {
        filter.setId("change-filter");
        filter.setPromptText(messages.text("changes.filter.prompt"));
        filter.setAccessibleText(messages.text("changes.filter.prompt"));
        filter.setLeft(Nodes.styled(Icons.FILTER.node(), "field-icon"));
        filter.textProperty().bindBidirectional(model.filter().text());
        filter.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                filter.clear();
                event.consume();
            } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
                tree.requestFocus();
                if (tree.getSelectionModel().isEmpty()) {
                    tree.getSelectionModel().selectFirst();
                }
                event.consume();
            }
        });
        return filter;
    }

    private void summarise() {
        summary.setText(model.report().map(this::summary).orElse(""));
    }

    private String summary(DiffReport report) {
        long objects = report.objects().stream()
                .filter(o -> o.status() != Status.UNCHANGED)
                .count();
        return messages.text("changes.summary", objects, report.objects().size() + report.identical());
    }

    /** What a right click on a line offers. */
    public void setMenu(ContextMenu menu) {
        tree.setContextMenu(menu);
    }

    /** Where the arrow keys go once there is something to walk through. */
    public void focusTree() {
        tree.requestFocus();
    }

    /** Where the next key press goes after Ctrl+F. */
    public void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }
}
