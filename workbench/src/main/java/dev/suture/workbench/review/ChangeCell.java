package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Whether it was reviewed, a badge, the picture of its kind, the name, and as there is room: why it counts, how much
 * stayed, by how much it grew.
 */
final class ChangeCell extends ListCell<ChangeRow> {
    private static final double INDENT = 14;
    /** From these widths on, in sizes of the text, there is room for more than the name. */
    private static final double ROOM_FOR_SIMILARITY = 29;

    /** What a line takes besides name, similarity and reasons. */
    private static final double OTHERS = 12.5;

    private static final double SIMILARITY = 4;
    /** Width of a character of the name, and of a reason, which stand in different fonts. */
    private static final double NAME_COLUMN = 0.6;

    private static final double REASON_COLUMN = 0.52;
    private static final double REASON_FRAME = 1.7;
    private static final int MOST_REASONS = 3;

    private final Handler handler;
    private final Messages messages;
    private final Region indent = new Region();
    private final FontIcon seen = Nodes.styled(Icons.OPEN.node(), "kind-icon", "seen-icon");
    private final Label badge = StatusStyle.badge(Status.CHANGED);
    private final FontIcon arrow = Nodes.styled(Icons.OPENED.node(), "kind-icon", "disclosure");
    private final FontIcon kind = Nodes.styled(Icons.FUNCTION.node(), "kind-icon");
    private final FontIcon note = Nodes.styled(Icons.REMARK.node(), "kind-icon", "note-icon");
    private final FontIcon blocker = Nodes.styled(Icons.BLOCKER.node(), "kind-icon", "danger");
    private final HBox marks = Nodes.styled(new HBox(arrow, seen, badge, kind), "cell-marks");
    private final Tooltip tooltip = new Tooltip();
    private final Label name = new Label();
    private final Label filter = Nodes.label("", "set-aside-filter");
    private final HBox reasons = Nodes.styled(new HBox(), "reason-chips");
    private final Label similarity = Nodes.label("", "delta", "similarity");
    private final Label delta = Nodes.label("", "delta", "size-delta");
    private final HBox line = Nodes.styled(
            new HBox(indent, marks, name, filter, Nodes.gap(), reasons, note, blocker, similarity, delta),
            "change-line");

    /** What the tree does for its cells. */
    interface Handler {
        /** Opens or closes an object. */
        void toggle(ObjectDiff object);

        /** Marks a change as reviewed, or takes the mark away. */
        void review(Selection what);

        /** Shows a change in a tab of its own. */
        void openBeside(Selection what);

        /** Whether a change was reviewed. */
        Seen seen(Change change);

        /** The note on a change; empty if there is none. */
        String note(Change change);
    }

    ChangeCell(Handler handler, Messages messages) {
        this.handler = handler;
        this.messages = messages;
        getStyleClass().add("change-cell");
        setContentDisplay(javafx.scene.control.ContentDisplay.GRAPHIC_ONLY);
        line.setAlignment(Pos.CENTER_LEFT);
        marks.setAlignment(Pos.CENTER_LEFT);
        reasons.setAlignment(Pos.CENTER_LEFT);
        for (Region fixed : new Region[] {marks, delta, similarity, reasons}) {
            fixed.setMinWidth(Region.USE_PREF_SIZE);
        }
        arrow.setOnMouseClicked(e -> handler.toggle(getItem().object()));
        seen.setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.PRIMARY) {
                handler.review(getItem().item());
                e.consume();
            }
        });
        setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.MIDDLE && getItem() != null) {
                handler.openBeside(getItem().item());
            }
        });
        filter.setMinWidth(0);
        name.setMinWidth(0);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        HBox.setHgrow(name, Priority.SOMETIMES);
        widthProperty().addListener((o, was, is) -> fit());
    }

    /** Names that are too long are cut short rather than scrolled. */
    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected void updateItem(ChangeRow row, boolean empty) {
        super.updateItem(row, empty);
        getStyleClass().removeIf(c -> c.equals("set-aside") || c.startsWith("weight-") || c.startsWith("seen-"));
        if (empty || row == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        reasons.getChildren().clear();
        similarity.setText("");
        switch (row.item()) {
            case Selection.WholeObject(ObjectDiff object) -> draw(object, row);
            case Selection.OneChange(ObjectDiff _, Change change) -> draw(change);
            case Selection.Nothing() -> name.setText("");
        }
        Nodes.show(arrow, row.isObject());
        Nodes.show(badge, !row.isObject());
        Nodes.show(seen, !row.isObject());
        Nodes.show(blocker, row.blocked());
        indent.setMinWidth(INDENT * row.depth());
        delta.setText(Amounts.delta(row.delta()));
        setTooltip(tooltip);
        setGraphic(line);
        fit();
    }

    private void draw(ObjectDiff object, ChangeRow row) {
        name.getStyleClass().setAll("label", "object-cell");
        name.setText(object.name());
        filter.setText("");
        Nodes.show(note, false);
        (row.expanded() ? Icons.OPENED : Icons.CLOSED).showIn(arrow);
        Icons.OBJECT.showIn(kind);
        tooltip.setText(object.name());
        setAccessibleText(object.name());
    }

    private void draw(Change change) {
        Seen how = handler.seen(change);
        name.getStyleClass().setAll("label", "item-cell");
        name.setText(change.name());
        filter.setText(change.suppressed().orElse(""));
        getStyleClass().addAll(Weight.of(change).style(), SeenStyle.style(how));
        change.suppressed().ifPresent(id -> getStyleClass().add("set-aside"));
        StatusStyle.show(badge, change.status());
        SeenStyle.icon(how).showIn(seen);
        (change.kind() == ItemKind.FUNCTION ? Icons.FUNCTION : Icons.DATUM).showIn(kind);
        Nodes.show(note, !handler.note(change).isEmpty());
        if (change.status() == Status.CHANGED) {
            similarity.setText(Amounts.share(change.similarity()));
        }
        change.reasons().stream()
                .map(r -> ReasonChip.text(r.id(), messages))
                .distinct()
                .limit(MOST_REASONS)
                .forEach(r -> reasons.getChildren().add(Nodes.label(r, "reason-chip")));
        String tip = tip(change, how);
        tooltip.setText(tip);
        setAccessibleText(tip.replace('\n', ','));
    }

    private String tip(Change change, Seen how) {
        StringBuilder tip = new StringBuilder(change.name())
                .append('\n')
                .append(messages.text("status." + StatusStyle.key(change.status())))
                .append(" \u00b7 ")
                .append(messages.text(SeenStyle.key(how)));
        if (change.status() == Status.CHANGED) {
            tip.append(" \u00b7 ").append(messages.text("changes.alike", Amounts.share(change.similarity())));
        }
        change.reasons().stream()
                .limit(MOST_REASONS)
                .forEach(r -> tip.append('\n').append(r.text()));
        if (!handler.note(change).isEmpty()) {
            tip.append('\n').append(messages.text("changes.note", handler.note(change)));
        }
        return tip.toString();
    }

    /** Shows what there is room for: similarities as a column or not at all, reasons as many as the name leaves. */
    private void fit() {
        double room = getWidth() / Math.max(1, name.getFont().getSize());
        boolean change = getItem() != null && !getItem().isObject();
        boolean column = change && room >= ROOM_FOR_SIMILARITY;
        show(similarity, column);
        double left = room
                - OTHERS
                - (column ? SIMILARITY : 0)
                - NAME_COLUMN * name.getText().length();
        for (Node reason : reasons.getChildren()) {
            left -= REASON_FRAME + REASON_COLUMN * ((Label) reason).getText().length();
            show(reason, change && left >= 0);
        }
        show(reasons, change);
    }

    private static void show(Node node, boolean shown) {
        if (node.isManaged() != shown) {
            Nodes.show(node, shown);
        }
    }
}
