package dev.suture.workbench.build;

import dev.suture.workbench.parts.Nodes;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;

/** A line of the log with its number. */
final class LogCell extends ListCell<LogLine> {
    private static final PseudoClass HIT = PseudoClass.getPseudoClass("hit");

    private final LogModel model;
    private final Label number = Nodes.label("", "log-number");
    private final Label text = Nodes.label("", "log-text");
    private final HBox row = Nodes.styled(new HBox(number, text), "log-row");
    private String kindStyle = "";

    LogCell(LogModel model) {
        this.model = model;
        row.setAlignment(Pos.CENTER_LEFT);
        number.setMinWidth(USE_PREF_SIZE);
        text.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("log-cell");
        model.query().addListener(o -> mark());
    }

    @Override
    protected void updateItem(LogLine line, boolean empty) {
        super.updateItem(line, empty);
        getStyleClass().remove(kindStyle);
        if (empty || line == null) {
            setGraphic(null);
            kindStyle = "";
            setAccessibleText("");
        } else {
            number.setText(Integer.toString(line.number() + 1));
            text.setText(line.text());
            kindStyle = "log-" + line.kind().name().toLowerCase(Locale.ROOT);
            getStyleClass().add(kindStyle);
            setGraphic(row);
            setAccessibleText(line.text());
        }
        mark();
    }

    private void mark() {
        String wanted = model.query().get().strip().toLowerCase(Locale.ROOT);
        boolean hit = getItem() != null
                && !wanted.isEmpty()
                && getItem().text().toLowerCase(Locale.ROOT).contains(wanted);
        pseudoClassStateChanged(HIT, hit);
    }
}
