package dev.suture.workbench.action;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** The keys of all actions, to be changed: select a line and press the keys it is to have. */
public final class ShortcutsDialog {
    private final Actions actions;
    private final Keymap keymap;
    private final Messages messages;
    private final TableView<Action> table = Nodes.named(new TableView<>(), "shortcuts-table");

    public ShortcutsDialog(Actions actions, Keymap keymap, Messages messages) {
        this.actions = actions;
        this.keymap = keymap;
        this.messages = messages;
        table.getColumns().add(column("shortcuts.action", a -> actions.text(a.menu()) + ": " + actions.text(a), 320));
        table.getColumns()
                .add(column(
                        "shortcuts.keys",
                        a -> keymap.keys(a).map(KeyCombination::getDisplayText).orElse("\u2013"),
                        180));
        table.getItems().setAll(actions.all());
        table.getSelectionModel().selectFirst();
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        keymap.chosen().addListener((o, was, is) -> table.refresh());
    }

    /** Shows it until it is closed. */
    public void show(Window owner) {
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.initOwner(owner);
        dialog.setTitle(messages.text("action.help.shortcuts"));
        dialog.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        VBox content = new VBox(Nodes.paragraph(messages.text("shortcuts.text"), "muted"), table);
        content.setSpacing(10);
        table.setPrefSize(540, 420);
        dialog.getDialogPane().setContent(content);
        ButtonType reset = new ButtonType(messages.text("shortcuts.reset"), ButtonBar.ButtonData.LEFT);
        dialog.getDialogPane().getButtonTypes().addAll(reset, ButtonType.CLOSE);
        Button resetButton = (Button) dialog.getDialogPane().lookupButton(reset);
        resetButton.setId("shortcuts-reset");
        resetButton.addEventFilter(javafx.event.ActionEvent.ACTION, e -> {
            keymap.reset();
            e.consume();
        });
        dialog.show();
    }

    private TableColumn<Action, String> column(
            String key, java.util.function.Function<Action, String> text, double width) {
        TableColumn<Action, String> column = new TableColumn<>(messages.text(key));
        column.setCellValueFactory(c -> new SimpleStringProperty(text.apply(c.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        return column;
    }

    private void pressed(KeyEvent event) {
        Action action = table.getSelectionModel().getSelectedItem();
        boolean walks = event.getCode().isArrowKey() || event.getCode().isNavigationKey();
        boolean leaves = event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.TAB;
        if (action == null || event.getCode().isModifierKey() || !hasModifier(event) && (walks || leaves)) {
            return;
        }
        if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
            keymap.assign(action, Optional.empty());
            event.consume();
        } else if (hasModifier(event) || event.getCode().isFunctionKey()) {
            keymap.assign(action, Optional.of(combination(event)));
            event.consume();
        }
    }

    /** Shift alone makes capitals, not commands. */
    private static boolean hasModifier(KeyEvent event) {
        return event.isControlDown() || event.isAltDown() || event.isMetaDown();
    }

    private static KeyCombination combination(KeyEvent event) {
        return new KeyCodeCombination(
                event.getCode(),
                modifier(event.isShiftDown()),
                modifier(event.isControlDown()),
                modifier(event.isAltDown()),
                modifier(event.isMetaDown()),
                KeyCombination.ModifierValue.UP);
    }

    private static KeyCombination.ModifierValue modifier(boolean down) {
        return down ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP;
    }
}
