package dev.suture.workbench.review;

import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Severity;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What one rule says: how much it weighs, of what, why, and what to do. */
public final class FindingCard extends VBox {
    public FindingCard(Finding finding, Messages messages) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        HBox head = Nodes.styled(
                new HBox(
                        Nodes.styled(icon(finding.severity()).node(), "severity-icon"),
                        Nodes.label(messages.text("severity." + severity), "severity-word"),
                        Nodes.gap(),
                        Nodes.label(finding.item(), "code")),
                "finding-head");
        head.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().addAll("finding-card", "severity-" + severity);
        getChildren()
                .addAll(
                        head,
                        Nodes.paragraph(finding.text(), "reason-text"),
                        Nodes.label(messages.text("problem.remedy"), "eyebrow"),
                        Nodes.paragraph(finding.remedy(), "reason-text"),
                        Nodes.label(finding.id(), "stable-id"));
    }

    private static Icons icon(Severity severity) {
        return switch (severity) {
            case BLOCKER -> Icons.BLOCKER;
            case WARNING -> Icons.WARNING;
            case NOTE -> Icons.NOTE;
        };
    }
}
