package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Amounts;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** A name with its badge, the picture of its kind, a mark where a rule forbids it, and by how much it grew. */
final class ChangeCell extends ListCell<ChangeRow> {
    private static final double INDENT = 14;

    private final Region indent = new Region();
    private final Label badge = StatusStyle.badge(Status.CHANGED);
    private final FontIcon arrow = Nodes.styled(Icons.OPENED.node(), "kind-icon", "disclosure");
    private final FontIcon kind = Nodes.styled(Icons.FUNCTION.node(), "kind-icon");
    private final FontIcon blocker = Nodes.styled(Icons.BLOCKER.node(), "kind-icon", "danger");
    private final HBox marks = Nodes.styled(new HBox(arrow, badge, kind), "cell-marks");
    private final Tooltip tooltip = new Tooltip();
    private final Label name = new Label();
    private final Label filter = Nodes.label("", "set-aside-filter");
    private final Label delta = Nodes.label("", "delta");
    private final HBox line =
            Nodes.styled(new HBox(indent, marks, name, filter, Nodes.gap(), blocker, delta), "change-line");

    ChangeCell(Consumer<ObjectDiff> toggle) {
        getStyleClass().add("change-cell");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        line.setAlignment(Pos.CENTER_LEFT);
        marks.setAlignment(Pos.CENTER_LEFT);
        marks.setMinWidth(Region.USE_PREF_SIZE);
        arrow.setOnMouseClicked(e -> toggle.accept(getItem().object()));
        delta.setMinWidth(Region.USE_PREF_SIZE);
        filter.setMinWidth(0);
        name.setMinWidth(0);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        HBox.setHgrow(name, Priority.SOMETIMES);
    }

    /** Names that are too long are cut short rather than scrolled. */
    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected void updateItem(ChangeRow row, boolean empty) {
        super.updateItem(row, empty);
        getStyleClass().removeIf(c -> c.equals("set-aside") || c.startsWith("weight-"));
        if (empty || row == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        switch (row.item()) {
            case Selection.WholeObject(ObjectDiff object) -> draw(object, row);
            case Selection.OneChange(ObjectDiff _, Change change) -> draw(change);
            case Selection.Nothing() -> name.setText("");
        }
        Nodes.show(arrow, row.isObject());
        Nodes.show(badge, !row.isObject());
        Nodes.show(blocker, row.blocked());
        indent.setMinWidth(INDENT * row.depth());
        delta.setText(Amounts.delta(row.delta()));
        tooltip.setText(name.getText());
        setTooltip(tooltip);
        setAccessibleText(name.getText());
        setGraphic(line);
    }

    private void draw(ObjectDiff object, ChangeRow row) {
        name.getStyleClass().setAll("label", "object-cell");
        name.setText(object.name());
        filter.setText("");
        (row.expanded() ? Icons.OPENED : Icons.CLOSED).showIn(arrow);
        Icons.OBJECT.showIn(kind);
    }

    private void draw(Change change) {
        name.getStyleClass().setAll("label", "item-cell");
        name.setText(change.name());
        filter.setText(change.suppressed().orElse(""));
        getStyleClass().add(Weight.of(change).style());
        change.suppressed().ifPresent(id -> getStyleClass().add("set-aside"));
        StatusStyle.show(badge, change.status());
        (change.kind() == ItemKind.FUNCTION ? Icons.FUNCTION : Icons.DATUM).showIn(kind);
    }
}
