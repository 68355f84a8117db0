package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.text.Amounts;
import javafx.scene.control.TreeTableCell;

/** By how many bytes an item, or an object's items together, grew or shrank. */
final class DeltaCell extends TreeTableCell<Selection, Selection> {
    @Override
    protected void updateItem(Selection item, boolean empty) {
        super.updateItem(item, empty);
        setText(empty || item == null ? null : text(item));
    }

    private static String text(Selection item) {
        return switch (item) {
            case Selection.Nothing() -> "";
            case Selection.WholeObject(ObjectDiff object) ->
                Amounts.delta(
                        object.changes().stream().mapToLong(DeltaCell::delta).sum());
            case Selection.OneChange(ObjectDiff _, Change change) -> Amounts.delta(delta(change));
        };
    }

    private static long delta(Change change) {
        return change.patchedSize() - change.baseSize();
    }
}
