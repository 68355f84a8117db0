package dev.suture.workbench.parts;

import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A failure beside other things: what, why, what to do, and ways on. */
public final class ProblemCard extends VBox {
    /** @param ways buttons and links that lead on */
    public ProblemCard(Problem problem, Messages messages, Node... ways) {
        getStyleClass().addAll("finding-card", "severity-blocker", "problem-card");
        HBox head = Nodes.styled(
                new HBox(
                        Nodes.styled(Icons.FAILED.node(), "severity-icon"),
                        Nodes.paragraph(problem.what(), "severity-word")),
                "finding-head");
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        head,
                        Nodes.paragraph(problem.why(), "problem-why"),
                        Nodes.label(messages.text("problem.remedy"), "eyebrow"),
                        Nodes.paragraph(problem.remedy(), "reason-text"));
        if (ways.length > 0) {
            HBox row = Nodes.styled(new HBox(ways), "card-ways");
            row.setAlignment(Pos.CENTER_LEFT);
            getChildren().add(row);
        }
    }
}
