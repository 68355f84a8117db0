package dev.suture.workbench.start;

import dev.suture.workbench.action.Action;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The first thing to see: what can be begun, and what was opened lately. */
public final class StartPane extends VBox {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", java.util.Locale.ENGLISH);

    private final RecentWork recents;
    private final Messages messages;
    private final Consumer<Recent> open;
    private final VBox list = Nodes.styled(new VBox(), "recent-list");

    /**
     * What can be begun.
     *
     * @param icon its picture
     * @param action does it; its text is what the card says
     */
    public record Begin(Icons icon, Action action) {}

    /**
     * @param begins the cards, from left to right
     * @param open opens what was opened before
     */
    public StartPane(List<Begin> begins, RecentWork recents, Consumer<Recent> open, Messages messages) {
        this.recents = recents;
        this.messages = messages;
        this.open = open;
        setId("start-page");
        getStyleClass().add("start-page");
        HBox cards = Nodes.styled(new HBox(), "start-cards");
        begins.forEach(b -> cards.getChildren().add(card(b)));
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox column = Nodes.styled(
                new VBox(
                        Nodes.label(messages.text("start.title"), "start-title"),
                        Nodes.paragraph(messages.text("start.text"), "muted", "start-text"),
                        cards,
                        Nodes.label(messages.text("start.recent"), "eyebrow"),
                        scroll),
                "start-column");
        VBox.setVgrow(column, Priority.ALWAYS);
        getChildren().add(column);
        recents.entries().addListener((o, was, is) -> draw());
        draw();
    }

    private Button card(Begin begin) {
        String id = begin.action().id();
        VBox text = new VBox(
                Nodes.styled(begin.icon().node(), "card-icon"),
                Nodes.paragraph(messages.text("action." + id), "card-title"),
                Nodes.paragraph(messages.text("start.card." + id), "muted", "card-text"));
        text.getStyleClass().add("card-content");
        Button card = Nodes.named(Nodes.styled(new Button("", text), "start-card"), "start-" + id.replace('.', '-'));
        card.setAccessibleText(messages.text("action." + id));
        card.setOnAction(e -> begin.action().run());
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private void draw() {
        List<Recent> entries = recents.entries().get();
        list.getChildren()
                .setAll(
                        entries.isEmpty()
                                ? List.of(Nodes.paragraph(messages.text("start.recent.none"), "muted", "recent-none"))
                                : entries.stream().map(this::row).collect(Collectors.toList()));
    }

    private Node row(Recent recent) {
        boolean there = recent.isThere();
        Label what = Nodes.label(
                recent.paths().stream().map(StartPane::shortened).collect(Collectors.joining("  \u2192  ")), "code");
        what.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        what.setMinWidth(0);
        Label when = Nodes.label(
                there
                        ? WHEN.format(Instant.ofEpochSecond(recent.openedAt()).atZone(ZoneId.systemDefault()))
                        : messages.text("start.recent.gone"),
                "muted",
                "recent-when");
        when.setMinWidth(USE_PREF_SIZE);
        HBox line = Nodes.styled(new HBox(icon(recent).node(), what, Nodes.gap(), when), "recent-line");
        line.setAlignment(Pos.CENTER_LEFT);
        Button row = Nodes.styled(new Button("", line), "recent-row", "flat");
        row.setMaxWidth(Double.MAX_VALUE);
        row.setDisable(!there);
        row.setAccessibleText(messages.text("start.recent.open", what.getText()));
        row.setTooltip(new Tooltip(recent.paths().stream().map(Path::toString).collect(Collectors.joining("\n"))));
        row.setOnAction(e -> open.accept(recent));
        MenuItem forget = new MenuItem(messages.text("start.recent.forget"));
        forget.setOnAction(e -> recents.forget(recent));
        row.setContextMenu(new ContextMenu(forget));
        return row;
    }

    private static Icons icon(Recent recent) {
        return switch (recent.kind()) {
            case REVIEW -> Icons.OBJECT;
            case PATCH -> Icons.PATCH;
        };
    }

    private static String shortened(Path path) {
        int names = path.getNameCount();
        return names > 3 ? "\u2026/" + path.subpath(names - 3, names) : path.toString();
    }
}
