package dev.suture.workbench.deploy;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** What was done, step by step, with the times; the freeze stands out. */
final class StepList extends ListView<LogLine> {
    StepList(DeployViewModel model, Messages messages) {
        setId("step-list");
        setAccessibleText(messages.text("deploy.steps"));
        setPlaceholder(Nodes.paragraph(messages.text("deploy.no-steps"), "muted", "placeholder-text"));
        setItems(model.log());
        setCellFactory(v -> new LineCell());
        model.log().addListener((ListChangeListener<LogLine>)
                c -> scrollTo(Math.max(0, model.log().size() - 1)));
    }

    private static final class LineCell extends ListCell<LogLine> {
        @Override
        protected void updateItem(LogLine line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            setGraphic(empty || line == null ? null : row(line));
        }

        private Node row(LogLine line) {
            Label text = Nodes.label(line.text(), "step-text");
            text.setMinWidth(0);
            text.setTextOverrun(OverrunStyle.ELLIPSIS);
            text.setTooltip(new Tooltip(line.text()));
            Label time = Nodes.label(line.time(), "step-time");
            time.setMinWidth(USE_PREF_SIZE);
            HBox row = Nodes.styled(
                    new HBox(Nodes.styled(icon(line.kind()).node(), "step-icon"), text, Nodes.gap(), time),
                    "step-row",
                    "step-" + line.kind().name().toLowerCase(Locale.ROOT));
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinWidth(0);
            row.maxWidthProperty().bind(widthProperty().subtract(24));
            row.prefWidthProperty().bind(widthProperty().subtract(24));
            return row;
        }

        private static Icons icon(LogLine.Kind kind) {
            return switch (kind) {
                case ACTION -> Icons.APPLY;
                case STEP -> Icons.STEP;
                case FREEZE -> Icons.BUSY;
                case DONE -> Icons.DONE;
                case FAILED -> Icons.FAILED;
            };
        }
    }
}
