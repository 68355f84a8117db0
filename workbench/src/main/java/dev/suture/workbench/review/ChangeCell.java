package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;

/** A name with its badge, the picture of its kind, and a mark where a rule forbids it. */
final class ChangeCell extends TreeTableCell<Selection, Selection> {
    @Override
    protected void updateItem(Selection item, boolean empty) {
        super.updateItem(item, empty);
        getStyleClass().removeAll("object-cell", "item-cell");
        if (empty || item == null) {
            clear();
            return;
        }
        switch (item) {
            case Selection.Nothing() -> clear();
            case Selection.WholeObject(ObjectDiff object) ->
                draw("object-cell", object.name(), object.status(), Icons.OBJECT, blocked(object, f -> true));
            case Selection.OneChange(ObjectDiff object, Change change) ->
                draw(
                        "item-cell",
                        change.name(),
                        change.status(),
                        change.kind() == ItemKind.FUNCTION ? Icons.FUNCTION : Icons.DATUM,
                        blocked(object, f -> f.item().equals(change.name())));
        }
    }

    private void clear() {
        setText(null);
        setGraphic(null);
        setTooltip(null);
    }

    private void draw(String style, String name, Status status, Icons kind, boolean blocked) {
        getStyleClass().add(style);
        Node icon = Nodes.styled(kind.node(), "kind-icon");
        HBox marks = style.equals("object-cell") ? new HBox(icon) : new HBox(StatusStyle.badge(status), icon);
        if (blocked) {
            marks.getChildren().add(Nodes.styled(Icons.BLOCKER.node(), "kind-icon", "danger"));
        }
        marks.setAlignment(Pos.CENTER_LEFT);
        marks.getStyleClass().add("cell-marks");
        setText(name);
        setGraphic(marks);
        setTooltip(new Tooltip(name));
    }

    private static boolean blocked(ObjectDiff object, Predicate<Finding> concerns) {
        return object.findings().stream().anyMatch(f -> f.severity() == Severity.BLOCKER && concerns.test(f));
    }
}
