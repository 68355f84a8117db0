package dev.suture.workbench.build;

import dev.suture.source.TargetSearch.Candidate;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Asks which program or library is patched: one of those found, another, or whatever the base build links. */
final class TargetForm extends VBox {
    private final TargetPage model;
    private final SourcePage source;
    private final Messages messages;
    private final ListView<Candidate> list = Nodes.named(new ListView<>(), "build-candidates");
    private final Label placeholder = Nodes.paragraph("", "muted", "placeholder-text");
    private final RadioButton linked = Nodes.named(new RadioButton(), "build-target-linked");
    private final RadioButton file = Nodes.named(new RadioButton(), "build-target-file");

    TargetForm(TargetPage model, SourcePage source, Messages messages) {
        this.model = model;
        this.source = source;
        this.messages = messages;
        getStyleClass().add("wizard-form");
        ToggleGroup group = new ToggleGroup();
        linked.setToggleGroup(group);
        file.setToggleGroup(group);
        file.setText(messages.text("build.target.file"));
        linked.setOnAction(e -> model.chooseLinked());
        file.setOnAction(e -> model.whatIsLinked().set(false));
        list.setItems(model.candidates());
        list.setCellFactory(l -> new CandidateCell());
        list.setPlaceholder(placeholder);
        list.setAccessibleText(messages.text("build.target.candidates"));
        list.getSelectionModel().selectedItemProperty().addListener((o, was, is) -> {
            if (is != null && !is.file().toString().equals(model.target().get())) {
                model.choose(is.file().toString());
            }
        });
        Fields fields = new Fields(messages);
        VBox own = Nodes.styled(
                new VBox(
                        Nodes.label(messages.text("build.target.candidates"), "eyebrow"),
                        list,
                        fields.file("target", model.target()),
                        fields.file("debug", model.debugFile())),
                "wizard-form",
                "target-own");
        VBox.setVgrow(list, Priority.ALWAYS);
        list.setMinHeight(90);
        list.setPrefHeight(120);
        VBox.setVgrow(own, Priority.ALWAYS);
        own.disableProperty().bind(model.whatIsLinked());
        getChildren().addAll(linked, file, own);
        model.whatIsLinked().addListener(o -> draw());
        model.searching().addListener(o -> draw());
        model.target().addListener(o -> select());
        model.candidates().addListener((javafx.collections.ListChangeListener<Candidate>) c -> select());
        source.kind().addListener(o -> draw());
        draw();
        select();
    }

    private void draw() {
        linked.setSelected(model.whatIsLinked().get());
        file.setSelected(!model.whatIsLinked().get());
        linked.setText(messages.text(
                source.kind().get() == SourceKind.DEBIAN ? "build.target.installed" : "build.target.linked"));
        Nodes.show(linked, model.canBeLinked());
        Nodes.show(file, model.canBeLinked());
        placeholder.setText(
                messages.text(model.searching().get() ? "build.target.searching" : "build.target.no-candidate"));
    }

    private void select() {
        list.getItems().stream()
                .filter(c -> c.file().toString().equals(model.target().get()))
                .findFirst()
                .ifPresentOrElse(list.getSelectionModel()::select, list.getSelectionModel()::clearSelection);
    }

    /** A program or library: where it is, how it was found, and what speaks against it. */
    private final class CandidateCell extends ListCell<Candidate> {
        CandidateCell() {
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Candidate candidate, boolean empty) {
            super.updateItem(candidate, empty);
            if (empty || candidate == null) {
                setGraphic(null);
                return;
            }
            Label path = Nodes.label(candidate.file().toString(), "code");
            path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
            path.setMinWidth(0);
            Label found = Nodes.label(
                    messages.text("build.target.found."
                            + candidate.where().name().toLowerCase(Locale.ROOT).replace('_', '-')),
                    "found-chip");
            found.setMinWidth(USE_PREF_SIZE);
            HBox row = Nodes.styled(
                    new HBox(Nodes.styled(Icons.OBJECT.node(), "kind-icon"), path, Nodes.gap(), found),
                    "candidate-row");
            if (candidate.buildId().isEmpty() || !candidate.symbols()) {
                Label but = Nodes.label(
                        messages.text(
                                candidate.buildId().isEmpty() ? "build.target.no-build-id" : "build.target.stripped"),
                        "found-chip",
                        "found-but");
                but.setMinWidth(USE_PREF_SIZE);
                row.getChildren().add(but);
            }
            row.setAlignment(Pos.CENTER_LEFT);
            Tooltip.install(row, new Tooltip(candidate.file().toString()));
            setGraphic(row);
            setAccessibleText(candidate.file().toString());
        }
    }
}
