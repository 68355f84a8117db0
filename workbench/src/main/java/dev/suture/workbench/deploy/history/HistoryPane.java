package dev.suture.workbench.deploy.history;

import dev.suture.manager.HistoryEntry;
import dev.suture.manager.HistoryEntry.InProcess;
import dev.suture.manager.HistoryEntry.Result;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What was done, by whom, with which result; the latest first. */
public final class HistoryPane extends VBox {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private final Messages messages;

    public HistoryPane(HistoryModel model, Messages messages) {
        this.messages = messages;
        getStyleClass().add("history-pane");
        ListView<HistoryEntry> list = Nodes.named(new ListView<>(model.entries()), "history-list");
        list.setAccessibleText(messages.text("deploy.history"));
        list.setPlaceholder(Nodes.paragraph(messages.text("deploy.history.none"), "muted", "placeholder-text"));
        list.setCellFactory(v -> new EntryCell());
        VBox.setVgrow(list, Priority.ALWAYS);
        Label problem = Nodes.paragraph("", "check-detail");
        Nodes.show(problem, false);
        model.problem().addListener((o, was, is) -> {
            Nodes.show(problem, is.isPresent());
            is.ifPresent(p -> problem.setText(p.why() + " " + p.remedy()));
        });
        getChildren().addAll(problem, list);
    }

    private final class EntryCell extends ListCell<HistoryEntry> {
        private EntryCell() {
            setPrefWidth(0); // As wide as the list: long lines are cut.
        }

        @Override
        protected void updateItem(HistoryEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            boolean none = empty || entry == null;
            setText(null);
            setGraphic(none ? null : row(entry));
            setContextMenu(none ? null : menu(entry));
            setTooltip(none ? null : tooltip(entry));
            setAccessibleText(none ? "" : told(entry));
        }
    }

    private Node row(HistoryEntry entry) {
        String result = entry.result().name().toLowerCase(Locale.ROOT);
        Label what = Nodes.label(messages.text("deploy.history.what", entry.what(), entry.patch()), "history-what");
        what.setMinWidth(0);
        what.setTextOverrun(OverrunStyle.ELLIPSIS);
        Label word = Nodes.label(result(entry), "history-result", "history-" + result);
        word.setMinWidth(USE_PREF_SIZE);
        HBox first = Nodes.styled(
                new HBox(Nodes.styled(icon(entry.result()).node(), "history-icon"), what, Nodes.gap(), word),
                "history-line",
                "history-" + result);
        first.setAlignment(Pos.CENTER_LEFT);
        VBox row = Nodes.styled(new VBox(first, Nodes.label(details(entry), "history-details")), "history-row");
        entry.failure()
                .ifPresent(f -> row.getChildren()
                        .add(Nodes.label(f.message().lines().findFirst().orElse(f.id()), "history-failure")));
        return row;
    }

    private static Icons icon(Result result) {
        return switch (result) {
            case DONE -> Icons.DONE;
            case REFUSED -> Icons.BLOCKER;
            case BUSY -> Icons.BUSY;
            case TROUBLE -> Icons.FAILED;
        };
    }

    private String result(HistoryEntry entry) {
        return entry.state()
                .map(s -> s.label())
                .orElseGet(() ->
                        messages.text("deploy.history." + entry.result().name().toLowerCase(Locale.ROOT)));
    }

    private String details(HistoryEntry entry) {
        Duration frozen = entry.processes().stream()
                .map(InProcess::frozen)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        String where = entry.pids().isEmpty()
                ? messages.text("deploy.history.processes", entry.processes().size())
                : messages.text(
                        "deploy.history.pids",
                        entry.pids().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        String line = messages.text("deploy.history.details", WHEN.format(entry.started()), entry.by(), where);
        return frozen.isPositive() ? messages.text("deploy.history.frozen", line, Amounts.time(frozen)) : line;
    }

    private String told(HistoryEntry entry) {
        String line = messages.text("deploy.history.what", entry.what(), entry.patch()) + ": " + result(entry) + "\n"
                + details(entry);
        return entry.failure()
                .map(f -> line + "\n" + f.message() + "\n" + f.remedy())
                .orElse(line);
    }

    private Tooltip tooltip(HistoryEntry entry) {
        Tooltip tooltip = new Tooltip(told(entry));
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(560);
        return tooltip;
    }

    private ContextMenu menu(HistoryEntry entry) {
        MenuItem copy = new MenuItem(messages.text("deploy.copy"));
        copy.setOnAction(e -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(told(entry));
            Clipboard.getSystemClipboard().setContent(content);
        });
        return new ContextMenu(copy);
    }
}
