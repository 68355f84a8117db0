package dev.suture.workbench.parts;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/**
 * A button that says why it is disabled. A disabled control gets no mouse events and so shows no tooltip; the pane
 * around it does.
 */
public final class ReasonedButton extends StackPane {
    private final Button button;
    private final Tooltip why = new Tooltip();

    public ReasonedButton(String id, Node icon, Runnable action, String... styles) {
        button = new Button("", icon);
        button.setId(id);
        button.getStyleClass().addAll(styles);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(e -> action.run());
        why.setWrapText(true);
        why.setMaxWidth(420);
        getChildren().add(button);
    }

    public void show(Offer offer) {
        button.setText(offer.label());
        button.setDisable(!offer.possible());
        button.setAccessibleHelp(offer.whyNot().orElse(""));
        Tooltip.uninstall(this, why);
        offer.whyNot().ifPresent(text -> {
            why.setText(text);
            Tooltip.install(this, why);
        });
    }

    /** Gives it the keyboard. */
    public void focus() {
        button.requestFocus();
    }
}
