package dev.suture.workbench.deploy;

import dev.suture.plugin.PatchState;
import dev.suture.workbench.parts.Nodes;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The life cycle as a row of states with the present one marked. */
final class StateTrack extends HBox {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final List<PatchState> STATES =
            List.of(PatchState.NOT_APPLIED, PatchState.DEACTIVED, PatchState.ACTIVED);

    private final Label other = Nodes.label("", "state-step");

    StateTrack() {
        getStyleClass().add("state-track");
        setId("state-track");
        setAlignment(Pos.CENTER_LEFT);
        for (PatchState state : STATES) {
            if (!getChildren().isEmpty()) {
                getChildren().add(Nodes.label("\u2192", "state-arrow"));
            }
            getChildren()
                    .add(Nodes.styled(
                            Nodes.label(state.label(), "state-step"),
                            "state-" + state.name().toLowerCase(Locale.ROOT)));
        }
        other.pseudoClassStateChanged(CURRENT, true);
        getChildren().add(other);
        Nodes.show(other, false);
    }

    /** @param known whether the state was read from the processes yet */
    void show(PatchState state, boolean known) {
        for (var child : getChildren()) {
            if (child instanceof Label label && child != other) {
                boolean current = known && label.getText().equals(state.label());
                label.pseudoClassStateChanged(CURRENT, current);
                label.setAccessibleText(current ? "\u25cf " + label.getText() : label.getText());
            }
        }
        boolean unusual = known && !STATES.contains(state);
        other.setText(state.label());
        Nodes.show(other, unusual);
    }
}
