package dev.suture.workbench.deploy.change;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Why something was not done, what was found, and the way out. */
final class RefusalCard extends VBox {
    private final Messages messages;

    RefusalCard(Refusal refusal, Messages messages) {
        this.messages = messages;
        setId("refusal");
        getStyleClass().addAll("finding-card", "severity-blocker", "refusal");
        HBox head = Nodes.styled(
                new HBox(
                        Nodes.styled(Icons.FAILED.node(), "severity-icon"),
                        Nodes.paragraph(refusal.what(), "severity-word")),
                "finding-head");
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, Nodes.named(Nodes.paragraph(refusal.why(), "reason-text"), "refusal-why"));
        if (!refusal.evidence().isEmpty()) {
            getChildren().addAll(Nodes.label(messages.text("deploy.evidence"), "eyebrow"), evidence(refusal));
        }
        getChildren()
                .addAll(
                        Nodes.label(messages.text("problem.remedy"), "eyebrow"),
                        Nodes.paragraph(refusal.remedy(), "reason-text"));
        refusal.ways().forEach(w -> getChildren().add(way(w)));
        if (!refusal.id().isEmpty()) {
            getChildren().add(Nodes.label(refusal.id(), "stable-id"));
        }
    }

    /** One frame a line, the innermost first. */
    private VBox evidence(Refusal refusal) {
        VBox box = Nodes.named(Nodes.styled(new VBox(), "evidence"), "evidence");
        for (Refusal.Found found : refusal.evidence()) {
            box.getChildren().add(Nodes.paragraph(found.what(), "code", "evidence-what"));
            found.now()
                    .ifPresent(n -> box.getChildren()
                            .add(Nodes.paragraph(messages.text("deploy.evidence.now", n), "code", "evidence-now")));
            found.callers()
                    .forEach(c -> box.getChildren()
                            .add(Nodes.paragraph(
                                    messages.text("deploy.evidence.caller", c), "code", "evidence-caller")));
        }
        return box;
    }

    private VBox way(Refusal.Way way) {
        // The whole of it has to be read before it is typed as root.
        Label command = Nodes.paragraph(way.command(), "code", "way-command");
        HBox.setHgrow(command, Priority.ALWAYS);
        Button copy = Nodes.styled(new Button("", Icons.COPY.node()), "button-icon");
        copy.setTooltip(new Tooltip(messages.text("deploy.copy")));
        copy.setAccessibleText(messages.text("deploy.copy"));
        copy.setOnAction(e -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(way.command());
            Clipboard.getSystemClipboard().setContent(content);
        });
        return Nodes.styled(
                new VBox(
                        Nodes.paragraph(messages.text(way.key()), "check-detail"),
                        Nodes.styled(new HBox(command, copy), "field-row")),
                "way");
    }
}
