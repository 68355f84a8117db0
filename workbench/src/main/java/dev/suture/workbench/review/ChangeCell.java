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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    /** Made once: cells are drawn again with every key of a filter, and new labels have to be styled each time. */
    private final List<Label> chips = Stream.generate(() -> Nodes.label("", "reason-chip"))
            .limit(MOST_REASONS)
            .toList();

    private final HBox reasons = Nodes.styled(new HBox(chips.toArray(Node[]::new)), "reason-chips");
    private final Label similarity = Nodes.label("", "delta", "similarity");
    private final Label delta = Nodes.label("", "delta", "size-delta");
    private final HBox line = Nodes.styled(
            new HBox(indent, marks, name, filter, Nodes.gap(), reasons, note, blocker, similarity, delta),
            "change-line");

    /** The style classes of a cell that shows nothing. */
    private final List<String> plain;

    private Optional<Drawn> drawn = Optional.empty();

    /** All that decides how a line looks, but for its width. */
    private record Drawn(ChangeRow row, Seen seen, String note) {
        boolean sameAs(Drawn other) {
            return row.sameAs(other.row) && seen == other.seen && note.equals(other.note);
        }
    }

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
        name.fontProperty().addListener((o, was, is) -> fit());
        plain = List.copyOf(getStyleClass());
    }

    /** Names that are too long are cut short rather than scrolled. */
    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected void updateItem(ChangeRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            drawn = Optional.empty();
            Nodes.restyle(this, plain);
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        Drawn wanted = wanted(row);
        if (drawn.filter(wanted::sameAs).isEmpty()) {
            draw(wanted);
            drawn = Optional.of(wanted);
        }
    }

    private Drawn wanted(ChangeRow row) {
        return row.item() instanceof Selection.OneChange(ObjectDiff _, Change change)
                ? new Drawn(row, handler.seen(change), handler.note(change))
                : new Drawn(row, Seen.OPEN, "");
    }

    private void draw(Drawn wanted) {
        ChangeRow row = wanted.row();
        switch (row.item()) {
            case Selection.WholeObject(ObjectDiff object) -> draw(object, row);
            case Selection.OneChange(ObjectDiff _, Change change) -> draw(change, wanted.seen(), wanted.note());
            case Selection.Nothing() -> throw new IllegalStateException("no line stands for nothing");
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
        Nodes.restyle(this, plain);
        Nodes.restyle(name, List.of("label", "object-cell"));
        name.setText(object.name());
        similarity.setText("");
        chips.forEach(chip -> chip.setText(""));
        filter.setText("");
        Nodes.show(note, false);
        (row.expanded() ? Icons.OPENED : Icons.CLOSED).showIn(arrow);
        Icons.OBJECT.showIn(kind);
        tooltip.setText(object.name());
        setAccessibleText(object.name());
    }

    private void draw(Change change, Seen how, String remark) {
        Nodes.restyle(this, styles(change, how));
        Nodes.restyle(name, List.of("label", "item-cell"));
        name.setText(change.name());
        filter.setText(change.suppressed().orElse(""));
        StatusStyle.show(badge, change.status());
        SeenStyle.icon(how).showIn(seen);
        (change.kind() == ItemKind.FUNCTION ? Icons.FUNCTION : Icons.DATUM).showIn(kind);
        Nodes.show(note, !remark.isEmpty());
        similarity.setText(change.status() == Status.CHANGED ? Amounts.share(change.similarity()) : "");
        List<String> why = change.reasons().stream()
                .map(r -> ReasonChip.text(r.id(), messages))
                .distinct()
                .limit(MOST_REASONS)
                .toList();
        for (int i = 0; i < chips.size(); i++) {
            chips.get(i).setText(i < why.size() ? why.get(i) : "");
        }
        String tip = tip(change, how, remark);
        tooltip.setText(tip);
        setAccessibleText(tip.replace('\n', ','));
    }

    private List<String> styles(Change change, Seen how) {
        List<String> styles = new ArrayList<>(plain);
        styles.add(Weight.of(change).style());
        styles.add(SeenStyle.style(how));
        change.suppressed().ifPresent(id -> styles.add("set-aside"));
        return styles;
    }

    private String tip(Change change, Seen how, String remark) {
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
        if (!remark.isEmpty()) {
            tip.append('\n').append(messages.text("changes.note", remark));
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
        for (Label chip : chips) {
            boolean used = !chip.getText().isEmpty();
            left -= used ? REASON_FRAME + REASON_COLUMN * chip.getText().length() : 0;
            show(chip, change && used && left >= 0);
        }
        show(reasons, change);
    }

    private static void show(Node node, boolean shown) {
        if (node.isManaged() != shown) {
            Nodes.show(node, shown);
        }
    }
}
