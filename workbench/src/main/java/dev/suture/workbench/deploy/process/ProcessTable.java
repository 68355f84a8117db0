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
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
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
    private static final PseudoClass OTHER = PseudoClass.getPseudoClass("other");

    private final ProcessModel model;
    private final Messages messages;
    /** Rows of its own, so that it is known whether the user changed the selection or a row that came or went. */
    private final ObservableList<ProcessRow> shown = FXCollections.observableArrayList();

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
        column(
                "build",
                96,
                r -> r.otherBuild()
                        .map(b -> messages.text("deploy.build.other", b.substring(0, Math.min(7, b.length()))))
                        .orElse(messages.text("deploy.build.match")));
        column("command", 0, ProcessRow::command).setCellFactory(c -> new CommandCell());
        shown.setAll(model.rows());
        setItems(shown);
        model.rows().addListener(this::take);
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
            boolean none = empty || row == null || !row.fits();
            setText(none ? (empty ? null : "\u2013") : StateSign.text(row.state()) + (row.amiss() ? " \u2260" : ""));
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

    /** What tells processes apart stands at the end of a command line. */
    private static final class CommandCell extends TableCell<ProcessRow, String> {
        private CommandCell() {
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(String command, boolean empty) {
            super.updateItem(command, empty);
            setText(empty ? null : command);
        }
    }

    private TableRow<ProcessRow> row() {
        TableRow<ProcessRow> row = new TableRow<>();
        row.itemProperty().addListener((o, was, is) -> {
            row.setTooltip(
                    is == null
                            ? null
                            : new Tooltip(is.otherBuild()
                                    .map(b -> messages.text("deploy.row.other", is.command(), is.file(), b))
                                    .orElseGet(() -> messages.text("deploy.row.tip", is.command(), is.file()))));
            row.setAccessibleText(
                    is == null
                            ? ""
                            : messages.text(
                                    "deploy.row.accessible",
                                    String.valueOf(is.pid()),
                                    is.state().label(),
                                    is.command()));
            row.pseudoClassStateChanged(OTHER, is != null && !is.fits());
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
            copy(selected().stream().sorted().map(String::valueOf).collect(Collectors.joining(" ")));
            event.consume();
        }
    }

    /** The selected processes that the patch is for. */
    private Set<Integer> selected() {
        return List.copyOf(getSelectionModel().getSelectedItems()).stream()
                .filter(ProcessRow::fits)
                .map(ProcessRow::pid)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes over what the user selected. */
    private void picked() {
        if (!following) {
            following = true;
            model.chosen().set(selected());
            following = false;
        }
    }

    /**
     * Takes over rows that have come or gone. A table selects the neighbour of a selected row that goes; what was meant for one
     * process must not go to another because of that.
     */
    private void take(ListChangeListener.Change<? extends ProcessRow> change) {
        following = true;
        while (change.next()) {
            int at = change.getFrom();
            if (change.wasReplaced() && change.getRemovedSize() == 1 && change.getAddedSize() == 1) {
                shown.set(at, change.getAddedSubList().getFirst());
            } else {
                shown.remove(at, at + change.getRemovedSize());
                shown.addAll(at, change.getAddedSubList());
            }
        }
        select(model.chosen().get());
        following = false;
    }

    private void follow(Set<Integer> chosen) {
        if (!following) {
            following = true;
            select(chosen);
            following = false;
        }
    }

    private void select(Set<Integer> pids) {
        Set<Integer> there =
                shown.stream().map(ProcessRow::pid).filter(pids::contains).collect(Collectors.toSet());
        if (!there.equals(selected())) {
            getSelectionModel().clearSelection();
            shown.stream().filter(r -> there.contains(r.pid())).forEach(getSelectionModel()::select);
        }
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
