package dev.suture.workbench.deploy.process;

import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.service.NewStarts;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The processes, which of them changes go to, and what those can count on that start later. */
public final class ProcessPane extends VBox {
    private final ProcessModel model;
    private final Messages messages;
    private final Label scope = Nodes.named(Nodes.label("", "process-scope"), "process-scope");
    private final Button all;
    private final Label starts = Nodes.named(Nodes.label("", "new-starts"), "new-starts");

    public ProcessPane(ProcessModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("process-pane");
        all = Nodes.named(new Button(messages.text("deploy.all")), "process-all");
        all.getStyleClass().addAll("small", "flat");
        all.setMinWidth(USE_PREF_SIZE);
        all.setOnAction(e -> model.chosen().set(Set.of()));
        scope.setMinWidth(0);
        Label title = Nodes.label(messages.text("deploy.processes"), "eyebrow");
        title.setMinWidth(USE_PREF_SIZE);
        HBox head = Nodes.styled(new HBox(title, Nodes.gap(), scope, all), "process-head");
        head.setAlignment(Pos.CENTER_LEFT);
        ProcessTable table = new ProcessTable(model, messages);
        VBox.setVgrow(table, Priority.ALWAYS);
        starts.setGraphic(Nodes.styled(Icons.STARTS.node(), "new-starts-icon"));
        getChildren().addAll(head, table, starts);
        model.chosen().addListener((o, was, is) -> scope());
        model.rows().addListener((ListChangeListener<ProcessRow>) c -> scope());
        model.status().addListener((o, was, is) -> starts());
        model.newStarts().addListener((o, was, is) -> starts());
        scope();
        starts();
    }

    private void scope() {
        Set<Integer> chosen = model.chosen().get();
        Set<Integer> running = model.rows().stream().map(ProcessRow::pid).collect(Collectors.toSet());
        String pids = chosen.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        long ended = chosen.stream().filter(p -> !running.contains(p)).count();
        scope.setText(scope(chosen.size(), running.size(), (int) ended, pids));
        Nodes.show(all, !chosen.isEmpty());
    }

    private String scope(int chosen, int running, int ended, String pids) {
        if (chosen == 0) {
            return running == 0 ? "" : messages.text("deploy.scope.all", running);
        }
        if (ended == chosen) {
            return messages.text("deploy.scope.ended", pids);
        }
        return ended == 0 ? messages.text("deploy.scope.some", pids) : messages.text("deploy.scope.mixed", pids, ended);
    }

    private void starts() {
        Nodes.show(starts, model.status().get().isPresent());
        model.status().get().ifPresent(s -> {
            boolean wanted = s.wanted() == PatchState.ACTIVED || s.wanted() == PatchState.ACCEPTED;
            NewStarts now = model.newStarts().get();
            String target = s.patch().info().targetName();
            starts.setText(
                    wanted
                            ? messages.text(
                                    "deploy.starts."
                                            + now.promise()
                                                    .name()
                                                    .toLowerCase(java.util.Locale.ROOT)
                                                    .replace('_', '-'),
                                    target)
                            : messages.text("deploy.starts.unwanted", target));
            starts.setTooltip(now.note().isEmpty() || !wanted ? null : tooltip(now.note()));
        });
    }

    private static Tooltip tooltip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        return tooltip;
    }
}
