package dev.suture.workbench.callers;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.reach.Reach;
import dev.suture.workbench.callers.CallerRow.Mark;
import dev.suture.workbench.callers.CallerRow.Unfolding;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.review.StatusStyle;
import dev.suture.workbench.text.Messages;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/** One line of the tree of callers. */
final class CallerCell extends ListCell<CallerRow> {
    /** In heights of the text. */
    private static final double INDENT = 1.35;

    private final Messages messages;
    private final FontIcon arrow = Icons.CLOSED.node();
    private final StackPane fold = Nodes.styled(new StackPane(arrow), "caller-fold");
    private final HBox badge = new HBox();
    private final FontIcon kind = Icons.FUNCTION.node();
    private final Label name = Nodes.label("", "item-cell");
    private final Label use = Nodes.label("", "caller-use");
    private final Label mark = Nodes.label("", "caller-mark");
    private final Label reach = Nodes.label("", "caller-reach");
    private final Label object = Nodes.label("", "delta");
    private final HBox line =
            Nodes.styled(new HBox(fold, badge, kind, name, use, mark, reach, Nodes.gap(), object), "caller-line");

    /**
     * @param toggle unfolds or folds a line
     * @param open goes to what a line stands for
     */
    CallerCell(IntConsumer toggle, IntConsumer open, Messages messages) {
        this.messages = messages;
        line.setAlignment(Pos.CENTER_LEFT);
        badge.setAlignment(Pos.CENTER);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        for (Label label : new Label[] {use, mark, reach}) {
            label.setMinWidth(USE_PREF_SIZE);
        }
        object.setMinWidth(0);
        object.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        badge.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("caller-cell");
        setPrefWidth(0);
        fold.setOnMouseClicked(e -> {
            toggle.accept(getIndex());
            e.consume();
        });
        addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2 && getItem() != null) {
                open.accept(getIndex());
            }
        });
    }

    @Override
    protected void updateItem(CallerRow row, boolean empty) {
        super.updateItem(row, empty);
        boolean none = empty || row == null;
        setGraphic(none ? null : line);
        setAccessibleText(none ? null : told(row));
        if (!none) {
            show(row);
        }
    }

    private void show(CallerRow row) {
        double height = name.getFont().getSize();
        line.setPadding(new Insets(0, 0, 0, row.depth() * INDENT * height));
        fold.setVisible(row.unfolding() != Unfolding.NONE);
        (row.unfolding() == Unfolding.UNFOLDED ? Icons.OPENED : Icons.CLOSED).showIn(arrow);
        badge.getChildren().setAll(StatusStyle.badge(row.status()));
        (row.kind() == ItemKind.FUNCTION ? Icons.FUNCTION : Icons.DATUM).showIn(kind);
        name.setText(row.name());
        object.setText(row.object());
        put(use, use(row));
        put(mark, mark(row));
        put(reach, row.reach().map(this::reach).orElse(""));
        pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("root-line"), row.depth() == 0);
    }

    private static void put(Label label, String text) {
        label.setText(text);
        Nodes.show(label, !text.isEmpty());
    }

    private String use(CallerRow row) {
        return row.use()
                .map(u -> messages.text(
                        u.datum()
                                ? "callers.uses"
                                : "callers."
                                        + u.how()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-'),
                        u.places()))
                .orElse("");
    }

    private String mark(CallerRow row) {
        return row.mark() == Mark.NONE
                ? ""
                : messages.text("callers.mark." + row.mark().name().toLowerCase(Locale.ROOT));
    }

    private String reach(Reach of) {
        return messages.text("callers.reach", of.functions(), of.entries());
    }

    private String told(CallerRow row) {
        return String.join(
                ", ",
                row.name(),
                messages.text("status." + StatusStyle.key(row.status())),
                use(row),
                mark(row),
                row.reach().map(this::reach).orElse(""),
                row.object());
    }
}
