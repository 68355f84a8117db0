package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
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
    /** Nobody reads more at once, and each costs the FX thread a layout; the severest come first. */
    private static final int MOST_CARDS = 40;

    private static final double HUNDRED = 100;
    private static final double LEAST_WIDTH = 230;

    private final ReviewModel model;
    private final Messages messages;
    private final ReviewCard card;
    private final VBox content = Nodes.styled(new VBox(), "reason-content");

    public ReasonPane(ReviewModel model, Reviewing reviewing, Messages messages) {
        this.model = model;
        this.card = new ReviewCard(model, reviewing, messages);
        this.messages = messages;
        setId("reason-pane");
        getStyleClass().addAll("pane", "reason-pane");
        setMinWidth(LEAST_WIDTH);
        ScrollPane scroll = new ScrollPane(new VBox(Nodes.styled(new VBox(card), "review-card-place"), content));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.selection().addListener((o, was, is) -> draw());
        model.state().addListener((o, was, is) -> draw());
        draw();
    }

    /** Whether somebody writes on the selected change. */
    public boolean isWriting() {
        return card.isWriting();
    }

    /** Where one writes on the selected change. */
    public void focusNote() {
        card.focusNote();
    }

    private void draw() {
        List<Node> nodes = new ArrayList<>();
        switch (model.selection().get()) {
            case Selection.OneChange(ObjectDiff object, Change change) -> {
                reasons(nodes, object, change);
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

    private void reasons(List<Node> nodes, ObjectDiff object, Change change) {
        String title = change.status() == Status.UNCHANGED
                ? messages.text("reason.unchanged")
                : messages.text(change.counts() ? "reason.title" : "reason.title.set-aside");
        nodes.add(Nodes.label(title, "pane-title"));
        for (Reason reason : change.reasons()) {
            nodes.add(Nodes.styled(
                    new VBox(Nodes.paragraph(reason.text(), "reason-text"), Nodes.label(reason.id(), "stable-id")),
                    "reason-card",
                    StatusStyle.style(change.status())));
        }
        change.suppressed()
                .ifPresent(filter -> nodes.add(Nodes.styled(
                        new VBox(
                                Nodes.paragraph(messages.text("reason.set-aside"), "reason-text"),
                                Nodes.label(filter, "stable-id")),
                        "reason-card",
                        "set-aside-card")));
        if (change.because().size() > 1) {
            nodes.add(new ChainCard(object, change, model.selection(), messages));
        }
        if (Reviewing.isByHand(change)) {
            nodes.add(Nodes.paragraph(messages.text("reason.by-hand"), "muted", "paired"));
        }
        change.pass()
                .filter(p -> !Reviewing.isByHand(change))
                .ifPresent(pass -> nodes.add(Nodes.paragraph(pairing(change, pass), "muted", "paired")));
    }

    /** A change of both sides was paired; one of a single side is at most offered a partner. */
    private String pairing(Change change, String pass) {
        boolean both = change.status() == Status.CHANGED || change.status() == Status.UNCHANGED;
        String key = both ? "reason.paired" : "reason.perhaps-renamed";
        return messages.text(key, pass, (long) (HUNDRED * change.similarity()));
    }

    private void findings(List<Node> nodes, ObjectDiff object, Change change) {
        List<Finding> own = object.findings().stream()
                .filter(f -> f.item().equals(change.name()))
                .toList();
        section(nodes, messages.text("findings.title"), own, "findings.none-of-change");
        List<Finding> others = object.findings().stream()
                .filter(f -> !f.item().equals(change.name()))
                .toList();
        if (!others.isEmpty()) {
            section(nodes, messages.text("findings.others", object.name()), others, "findings.none");
        }
    }

    private void section(List<Node> nodes, String title, List<Finding> findings, String noneKey) {
        nodes.add(Nodes.paragraph(title, "pane-title"));
        if (findings.isEmpty()) {
            nodes.add(Nodes.paragraph(messages.text(noneKey), "muted"));
        }
        findings.stream().limit(MOST_CARDS).forEach(f -> nodes.add(new FindingCard(f, messages)));
        if (findings.size() > MOST_CARDS) {
            nodes.add(Nodes.paragraph(messages.text("findings.more", findings.size() - MOST_CARDS), "muted"));
        }
    }
}
