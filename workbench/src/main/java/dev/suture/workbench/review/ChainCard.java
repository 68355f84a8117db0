package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The names that lead from what was edited to the selected change; a click on one goes there. */
final class ChainCard extends VBox {
    ChainCard(ObjectDiff object, Change change, ObjectProperty<Selection> selection, Messages messages) {
        setId("reason-chain");
        getStyleClass().addAll("reason-card", "chain-card");
        FlowPane steps = Nodes.styled(new FlowPane(), "chain-steps");
        List<String> names = change.because();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean last = i == names.size() - 1;
            Node step = last ? Nodes.label(name, "code", "chain-end") : link(object, name, selection, messages);
            // An arrow stays with what it points at where the line breaks.
            HBox box = i == 0 ? new HBox(step) : new HBox(Nodes.label("\u2192", "muted"), step);
            box.setAlignment(Pos.CENTER_LEFT);
            steps.getChildren().add(Nodes.styled(box, "chain-step"));
        }
        getChildren().addAll(Nodes.label(messages.text("reason.chain"), "eyebrow"), steps);
    }

    private static Node link(ObjectDiff object, String name, ObjectProperty<Selection> selection, Messages messages) {
        Optional<Change> leadsTo =
                object.changes().stream().filter(c -> c.name().equals(name)).findFirst();
        if (leadsTo.isEmpty()) {
            Label label = Nodes.label(name, "code");
            label.setTooltip(new Tooltip(messages.text("reason.chain.tip.unlisted", name)));
            return label;
        }
        Hyperlink link = Nodes.styled(new Hyperlink(name), "code", "chain-link");
        link.setTooltip(new Tooltip(messages.text("reason.chain.tip", name)));
        link.setOnAction(e -> selection.set(new Selection.OneChange(object, leadsTo.get())));
        return link;
    }
}
