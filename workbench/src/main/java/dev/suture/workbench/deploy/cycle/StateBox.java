package dev.suture.workbench.deploy.cycle;

import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.process.StateSign;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** One state in the picture of the life cycle. */
final class StateBox extends VBox {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final PatchState state;
    private final Messages messages;
    private final Label name;
    private final Label count = Nodes.label("", "state-count");

    StateBox(PatchState state, Messages messages) {
        this.state = state;
        this.messages = messages;
        this.name = Nodes.label(StateSign.text(state), "state-name");
        setId("cycle-" + StateSign.style(state));
        getStyleClass().addAll("state-box", StateSign.style(state));
        setAlignment(Pos.CENTER);
        setAccessibleRole(AccessibleRole.TEXT);
        getChildren().addAll(name, count);
    }

    double em() {
        return name.getFont().getSize();
    }

    void show(LifeCycle.State now) {
        count.setText(
                state == PatchState.PARTLY_ACTIVED
                        ? messages.text("deploy.cycle.partly")
                        : messages.text("deploy.cycle.count", now.processes()));
        pseudoClassStateChanged(CURRENT, now.current());
        setAccessibleText(messages.text(
                now.current() ? "deploy.cycle.current" : "deploy.cycle.other", state.label(), count.getText()));
    }
}
