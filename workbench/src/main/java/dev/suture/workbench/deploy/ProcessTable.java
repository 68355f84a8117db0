package dev.suture.workbench.deploy;

import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** The processes that map the target, each with the patch's state in it. */
final class ProcessTable extends TableView<ProcessState> {
    private final DeployViewModel model;
    private boolean filling;

    ProcessTable(DeployViewModel model, Messages messages) {
        this.model = model;
        setId("process-table");
        setAccessibleText(messages.text("deploy.processes"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        column(
                messages.text("deploy.column.pid"),
                80,
                p -> String.valueOf(p.process().pid()));
        column(messages.text("deploy.column.state"), 130, p -> p.state().label());
        column(
                messages.text("deploy.column.threads"),
                80,
                p -> String.valueOf(p.process().threads()));
        column(messages.text("deploy.column.command"), 0, p -> p.process().command());
        getSelectionModel().getSelectedItems().addListener((ListChangeListener<ProcessState>) c -> chosen());
        model.status()
                .addListener((o, was, is) -> fill(is.map(s -> s.processes()).orElse(List.of())));
        model.patch()
                .addListener((o, was, is) -> setPlaceholder(Nodes.paragraph(
                        messages.text(is.isPresent() ? "deploy.no-process" : "deploy.no-patch-yet"),
                        "muted",
                        "placeholder-text")));
        setPlaceholder(Nodes.paragraph(messages.text("deploy.no-patch-yet"), "muted", "placeholder-text"));
    }

    private void column(String title, double width, Function<ProcessState, String> text) {
        TableColumn<ProcessState, String> column = new TableColumn<>(title);
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(text.apply(f.getValue())));
        column.setReorderable(false);
        if (width > 0) {
            column.setMinWidth(width);
            column.setPrefWidth(width);
            column.setMaxWidth(width * 2);
        }
        getColumns().add(column);
    }

    private void chosen() {
        if (!filling) {
            model.chosen()
                    .set(getSelectionModel().getSelectedItems().stream()
                            .map(p -> p.process().pid())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    private void fill(List<ProcessState> processes) {
        filling = true;
        Set<Integer> chosen = model.chosen().get();
        getItems().setAll(processes);
        getSelectionModel().clearSelection();
        processes.stream().filter(p -> chosen.contains(p.process().pid())).forEach(getSelectionModel()::select);
        filling = false;
    }
}
