package dev.suture.workbench.deploy.process;

import dev.suture.manager.StoredPatch;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The processes that map the target, each with the patch's state in it. The selected ones are those that changes go to. */
final class ProcessTable extends TableView<ProcessRow> {
    private final ProcessModel model;
    private final Messages messages;
    private boolean following;

    ProcessTable(ProcessModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        setId("process-table");
        setAccessibleText(messages.text("deploy.processes"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        column("pid", 76, r -> String.valueOf(r.pid()));
        getColumns().add(stateColumn());
        column("threads", 70, r -> String.valueOf(r.threads()));
        column("user", 76, ProcessRow::user);
        column("build", 70, r -> messages.text("deploy.build.match"));
        column("command", 0, ProcessRow::command);
        setItems(model.rows());
        setRowFactory(t -> row());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        getSelectionModel().getSelectedItems().addListener((ListChangeListener<ProcessRow>) c -> picked());
        model.chosen().addListener((o, was, is) -> follow(is));
        model.patch().addListener((o, was, is) -> placeholder());
        model.status().addListener((o, was, is) -> placeholder());
        model.problem().addListener((o, was, is) -> placeholder());
        placeholder();
    }

    private TableColumn<ProcessRow, String> column(String key, double width, Function<ProcessRow, String> text) {
        TableColumn<ProcessRow, String> column = new TableColumn<>(messages.text("deploy.column." + key));
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(text.apply(f.getValue())));
        column.setReorderable(false);
        if (width > 0) {
            column.setMinWidth(width);
            column.setPrefWidth(width);
            column.setMaxWidth(width * 2);
        }
        getColumns().add(column);
        return column;
    }

    private TableColumn<ProcessRow, ProcessRow> stateColumn() {
        TableColumn<ProcessRow, ProcessRow> column = new TableColumn<>(messages.text("deploy.column.state"));
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setReorderable(false);
        column.setMinWidth(146);
        column.setPrefWidth(160);
        column.setMaxWidth(260);
        column.setCellFactory(c -> new StateCell());
        return column;
    }

    private final class StateCell extends TableCell<ProcessRow, ProcessRow> {
        @Override
        protected void updateItem(ProcessRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeIf(s -> s.startsWith("state-"));
            boolean none = empty || row == null;
            setText(none ? null : StateSign.text(row.state()) + (row.amiss() ? " \u2260" : ""));
            setTooltip(
                    !none && row.amiss()
                            ? new Tooltip(
                                    messages.text("deploy.amiss", row.wanted().label(), String.valueOf(row.pid())))
                            : null);
            if (!none) {
                getStyleClass().add(StateSign.style(row.state()));
            }
        }
    }

    private TableRow<ProcessRow> row() {
        TableRow<ProcessRow> row = new TableRow<>();
        row.itemProperty().addListener((o, was, is) -> {
            row.setTooltip(is == null ? null : new Tooltip(messages.text("deploy.row.tip", is.command(), is.file())));
            row.setAccessibleText(
                    is == null
                            ? ""
                            : messages.text(
                                    "deploy.row.accessible",
                                    String.valueOf(is.pid()),
                                    is.state().label(),
                                    is.command()));
            row.setContextMenu(is == null ? null : menu(is));
        });
        return row;
    }

    private ContextMenu menu(ProcessRow row) {
        return new ContextMenu(
                item("deploy.row.copy-pid", () -> copy(String.valueOf(row.pid()))),
                item("deploy.row.copy-command", () -> copy(row.command())),
                item("deploy.row.only", () -> model.chosen().set(Set.of(row.pid()))),
                item("deploy.all", () -> model.chosen().set(Set.of())));
    }

    private MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(messages.text(key));
        item.setOnAction(e -> action.run());
        return item;
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !model.chosen().get().isEmpty()) {
            model.chosen().set(Set.of());
            event.consume();
        } else if (event.getCode() == KeyCode.C && event.isShortcutDown()) {
            copy(selected().map(r -> String.valueOf(r.pid())).collect(Collectors.joining(" ")));
            event.consume();
        }
    }

    private java.util.stream.Stream<ProcessRow> selected() {
        return List.copyOf(getSelectionModel().getSelectedItems()).stream().filter(java.util.Objects::nonNull);
    }

    /**
     * Takes over what the user selected. A selection that went with a process which ended was not his doing; nor was one that
     * the table moves while rows come and go.
     */
    private void picked() {
        if (following) {
            return;
        }
        Set<Integer> picked = selected().map(ProcessRow::pid).collect(Collectors.toUnmodifiableSet());
        Set<Integer> shown = getItems().stream().map(ProcessRow::pid).collect(Collectors.toSet());
        boolean someEnded = !shown.containsAll(model.chosen().get());
        if (someEnded && picked.isEmpty()) {
            return;
        }
        following = true;
        model.chosen().set(picked);
        following = false;
    }

    private void follow(Set<Integer> chosen) {
        if (following) {
            return;
        }
        following = true;
        getSelectionModel().clearSelection();
        getItems().stream().filter(r -> chosen.contains(r.pid())).forEach(getSelectionModel()::select);
        following = false;
    }

    private void placeholder() {
        Optional<StoredPatch> patch = model.patch().get();
        String text = model.problem()
                .get()
                .map(p -> p.why() + "\n" + p.remedy())
                .orElseGet(() -> {
                    if (patch.isEmpty()) {
                        return messages.text("deploy.no-patch-yet");
                    }
                    return model.status().get().isEmpty()
                            ? messages.text("deploy.looking")
                            : messages.text(
                                    "deploy.no-process",
                                    patch.get().info().targetName(),
                                    patch.get().info().targetBuildId());
                });
        setPlaceholder(Nodes.paragraph(text, "muted", "placeholder-text"));
    }
}
