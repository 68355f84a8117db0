package dev.suture.workbench.review;

import atlantafx.base.controls.CustomTextField;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Status;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Left: counts that are filters too, the text filter, and the tree. */
public final class ChangesPane extends VBox {
    /** From this count on the chips have no room for a word beside it; the tooltip has it. */
    private static final int TOO_LONG_FOR_WORDS = 1000;

    private final ReviewModel model;
    private final Messages messages;
    private final CustomTextField filter = new CustomTextField();
    private final ChangeTree tree;
    private final Label summary = Nodes.label("", "pane-subtitle");

    public ChangesPane(ReviewModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        this.tree = new ChangeTree(model, messages);
        getStyleClass().addAll("pane", "changes-pane");
        VBox head =
                new VBox(Nodes.label(messages.text("changes.title"), "pane-title"), summary, chips(), filterField());
        head.getChildren().add(head.getChildren().size() - 1, setAsideChip());
        head.getStyleClass().add("pane-head");
        VBox.setVgrow(tree, Priority.ALWAYS);
        getChildren().addAll(head, tree);
        model.state().addListener((o, was, is) -> summarise());
        summarise();
    }

    private HBox chips() {
        HBox chips = Nodes.styled(new HBox(), "chips");
        ReviewModel.STATUSES.forEach(status -> chips.getChildren().add(chip(status)));
        return chips;
    }

    private ToggleButton chip(Status status) {
        ToggleButton chip = Nodes.styled(new ToggleButton(), "chip", StatusStyle.style(status));
        chip.setId("chip-" + StatusStyle.key(status));
        chip.selectedProperty().bindBidirectional(model.shown(status));
        chip.setTooltip(new Tooltip(messages.text("changes.chip.tip." + StatusStyle.key(status))));
        chip.setMaxWidth(Double.MAX_VALUE);
        chip.setMinWidth(0);
        HBox.setHgrow(chip, Priority.ALWAYS);
        Runnable count = () -> {
            String sign = "%s %,d".formatted(StatusStyle.sign(status), model.count(status));
            String word = messages.text("status." + StatusStyle.key(status));
            boolean large = ReviewModel.STATUSES.stream().anyMatch(s -> model.count(s) >= TOO_LONG_FOR_WORDS);
            chip.setText(large ? sign : sign + " " + word);
            chip.setAccessibleText(sign + " " + word);
        };
        model.state().addListener((o, was, is) -> count.run());
        count.run();
        return chip;
    }

    /** There only if something was set aside: what does not count must not be overlooked either. */
    private ToggleButton setAsideChip() {
        ToggleButton chip = Nodes.styled(Nodes.named(new ToggleButton(), "chip-set-aside"), "chip", "set-aside-chip");
        chip.selectedProperty().bindBidirectional(model.setAsideShown());
        chip.setTooltip(new Tooltip(messages.text("changes.set-aside.tip")));
        Runnable count = () -> {
            chip.setText(messages.text("changes.set-aside", model.setAsideCount()));
            Nodes.show(chip, model.setAsideCount() > 0);
        };
        model.state().addListener((o, was, is) -> count.run());
        count.run();
        return chip;
    }

    private CustomTextField filterField() {
        filter.setId("change-filter");
        filter.setPromptText(messages.text("changes.filter.prompt"));
        filter.setAccessibleText(messages.text("changes.filter.prompt"));
        filter.setLeft(Nodes.styled(Icons.FILTER.node(), "field-icon"));
        filter.textProperty().bindBidirectional(model.filter());
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
        long functions = 0;
        long data = 0;
        for (Status status : ReviewModel.STATUSES) {
            functions += report.count(ItemKind.FUNCTION, status);
            data += report.count(ItemKind.DATA, status);
        }
        long objects = report.objects().stream()
                .filter(o -> o.status() != Status.UNCHANGED)
                .count();
        return messages.text(
                "changes.summary", functions, data, objects, report.objects().size() + report.identical());
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
