package dev.suture.workbench.diff;

import atlantafx.base.controls.CustomTextField;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/** Above the rows while somebody looks for a text: Enter goes on, Shift+Enter back, Esc leaves. */
final class FindBar extends HBox {
    private final FindModel model;
    private final Messages messages;
    private final Runnable left;
    private final CustomTextField field = Nodes.named(new CustomTextField(), "find-field");
    private final Label count = Nodes.named(Nodes.label("", "pane-subtitle"), "find-count");

    /** @param left is run when the user is done with it */
    FindBar(FindModel model, Messages messages, Runnable left) {
        this.model = model;
        this.messages = messages;
        this.left = left;
        getStyleClass().add("find-bar");
        setAlignment(Pos.CENTER_LEFT);
        field.setPromptText(messages.text("find.prompt"));
        field.setAccessibleText(messages.text("find.prompt"));
        field.setLeft(Nodes.styled(Icons.FILTER.node(), "field-icon"));
        field.textProperty().bindBidirectional(model.text());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        count.setMinWidth(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        field,
                        button("find-previous", Icons.PREVIOUS, () -> model.move(-1)),
                        button("find-next", Icons.NEXT, () -> model.move(1)),
                        count,
                        Nodes.gap(),
                        button("find-close", Icons.CLOSE, this::close));
        model.found().addListener((o, was, is) -> show(is));
        show(model.found().get());
        Nodes.show(this, false);
    }

    private Button button(String id, Icons icon, Runnable action) {
        Button button = Nodes.named(Nodes.styled(new Button("", icon.node()), "button-icon", "flat"), id);
        String text = messages.text(id.replace('-', '.'));
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setOnAction(e -> action.run());
        return button;
    }

    private void show(Found found) {
        count.setText(
                found.text().isEmpty()
                        ? ""
                        : messages.text(
                                "find.count", found.at() + 1, found.matches().size()));
    }

    /** Comes up, with what was looked for last selected. */
    void open() {
        Nodes.show(this, true);
        field.requestFocus();
        field.selectAll();
    }

    private void close() {
        Nodes.show(this, false);
        model.text().set("");
        left.run();
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            model.move(event.isShiftDown() ? -1 : 1);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
        }
    }
}
