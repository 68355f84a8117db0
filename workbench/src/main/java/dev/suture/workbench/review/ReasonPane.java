package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Right: why the selected change counts, and what the rules say of it and of the rest. */
public final class ReasonPane extends VBox {
    private final ReviewModel model;
    private final Messages messages;
    private final VBox content = Nodes.styled(new VBox(), "reason-content");

    public ReasonPane(ReviewModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        setId("reason-pane");
        getStyleClass().addAll("pane", "reason-pane");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.selection().addListener((o, was, is) -> draw());
        model.state().addListener((o, was, is) -> draw());
        draw();
    }

    private void draw() {
        List<Node> nodes = new ArrayList<>();
        switch (model.selection().get()) {
            case Selection.OneChange(ObjectDiff object, Change change) -> {
                reasons(nodes, change);
                findings(nodes, object, change);
            }
            case Selection.WholeObject(ObjectDiff object) ->
                section(nodes, messages.text("findings.of-object", object.name()), object.findings(), "findings.none");
            case Selection.Nothing() ->
                section(
                        nodes,
                        messages.text("findings.all"),
                        model.report().stream()
                                .flatMap(r -> r.objects().stream())
                                .flatMap(o -> o.findings().stream())
                                .sorted(Comparator.comparing(Finding::severity))
                                .toList(),
                        "findings.none");
        }
        content.getChildren().setAll(nodes);
    }

    private void reasons(List<Node> nodes, Change change) {
        nodes.add(Nodes.label(messages.text("reason.title"), "pane-title"));
        for (Reason reason : change.reasons()) {
            nodes.add(Nodes.styled(
                    new VBox(Nodes.paragraph(reason.text(), "reason-text"), Nodes.label(reason.id(), "stable-id")),
                    "reason-card",
                    StatusStyle.style(change.status())));
        }
        if (!change.because().isEmpty()) {
            List<String> chain = new ArrayList<>(change.because());
            chain.add(change.name());
            nodes.add(Nodes.paragraph(messages.text("reason.chain", String.join(" \u2192 ", chain)), "muted"));
        }
        change.pass()
                .ifPresent(pass -> nodes.add(Nodes.paragraph(messages.text("reason.paired", pass), "muted", "paired")));
    }

    private void findings(List<Node> nodes, ObjectDiff object, Change change) {
        List<Finding> own = object.findings().stream()
                .filter(f -> f.item().equals(change.name()))
                .toList();
        section(nodes, messages.text("findings.title"), own, "findings.none-of-change");
        List<Finding> others =
                object.findings().stream().filter(f -> !own.contains(f)).toList();
        if (!others.isEmpty()) {
            section(nodes, messages.text("findings.others", object.name()), others, "findings.none");
        }
    }

    private void section(List<Node> nodes, String title, List<Finding> findings, String noneKey) {
        nodes.add(Nodes.paragraph(title, "pane-title"));
        if (findings.isEmpty()) {
            nodes.add(Nodes.paragraph(messages.text(noneKey), "muted"));
        }
        findings.forEach(f -> nodes.add(new FindingCard(f, messages)));
    }
}
