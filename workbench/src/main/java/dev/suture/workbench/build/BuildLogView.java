package dev.suture.workbench.build;

import atlantafx.base.controls.CustomTextField;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The log of a build as it is printed, with search. Only the lines on screen have nodes. */
final class BuildLogView extends VBox {
    /** So many lines are shown above one that is jumped to. */
    private static final int ABOVE = 4;

    private final LogModel model;
    private final Messages messages;
    private final ListView<LogLine> list = Nodes.named(new ListView<>(), "build-log");
    private final CustomTextField search = Nodes.named(new CustomTextField(), "build-log-search");
    private final Label hits = Nodes.named(Nodes.label("", "muted", "log-hits"), "build-log-hits");
    private final ToggleButton errors = Nodes.named(new ToggleButton(), "build-log-errors");

    BuildLogView(LogModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("build-log-view");
        list.setItems(model.shown());
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(l -> new LogCell(model));
        list.setPlaceholder(Nodes.paragraph(messages.text("build.log.empty"), "muted", "placeholder-text"));
        list.setAccessibleText(messages.text("build.log"));
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(tools(), list);
        model.shown().addListener((ListChangeListener<LogLine>) c -> follow());
        model.following().addListener((o, was, is) -> follow());
        model.selected().addListener((o, was, is) -> is.ifPresent(this::reveal));
        list.getSelectionModel().selectedItemProperty().addListener((o, was, is) -> picked(is));
        // Whoever scrolls back wants to read, not to be carried along.
        list.addEventFilter(ScrollEvent.SCROLL, e -> {
            if (e.getDeltaY() > 0) {
                model.following().set(false);
            }
        });
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        for (javafx.beans.Observable changing :
                List.of(model.hitCount(), model.query(), model.selected(), model.errorCount(), model.errorsOnly())) {
            changing.addListener(o -> count());
        }
        count();
    }

    private HBox tools() {
        search.setPromptText(messages.text("build.log.search"));
        search.setAccessibleText(messages.text("build.log.search"));
        search.setLeft(Nodes.styled(Icons.FILTER.node(), "field-icon"));
        search.textProperty().bindBidirectional(model.query());
        search.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER) {
                model.step(e.isShiftDown() ? -1 : 1);
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE) {
                search.clear();
                list.requestFocus();
                e.consume();
            }
        });
        HBox.setHgrow(search, Priority.SOMETIMES);
        search.setMaxWidth(360);
        errors.selectedProperty().bindBidirectional(model.errorsOnly());
        errors.setTooltip(new Tooltip(messages.text("build.log.errors.tip")));
        errors.setMinWidth(USE_PREF_SIZE);
        ToggleButton follow = Nodes.named(new ToggleButton(messages.text("build.log.follow")), "build-log-follow");
        follow.selectedProperty().bindBidirectional(model.following());
        follow.setTooltip(new Tooltip(messages.text("build.log.follow.tip")));
        follow.setMinWidth(USE_PREF_SIZE);
        hits.setMinWidth(USE_PREF_SIZE);
        HBox tools = Nodes.styled(
                new HBox(
                        search,
                        button("build-log-previous", Icons.PREVIOUS, "build.log.previous", -1),
                        button("build-log-next", Icons.NEXT, "build.log.next", 1),
                        hits,
                        Nodes.gap(),
                        errors,
                        follow),
                "log-tools");
        tools.setAlignment(Pos.CENTER_LEFT);
        return tools;
    }

    private Button button(String id, Icons icon, String key, int direction) {
        Button button = Nodes.named(Nodes.styled(new Button("", icon.node()), "button-icon", "flat"), id);
        button.setTooltip(new Tooltip(messages.text(key)));
        button.setAccessibleText(messages.text(key));
        button.setOnAction(e -> model.step(direction));
        button.disableProperty().bind(model.hitCount().isEqualTo(0));
        return button;
    }

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    void focusList() {
        list.requestFocus();
    }

    private void follow() {
        if (model.following().get() && !list.getItems().isEmpty()) {
            list.scrollTo(list.getItems().size() - 1);
        }
    }

    private void reveal(LogLine line) {
        int at = Collections.binarySearch(list.getItems(), line, java.util.Comparator.comparingInt(LogLine::number));
        if (at >= 0 && list.getSelectionModel().getSelectedIndex() != at) {
            list.getSelectionModel().clearAndSelect(at);
            list.scrollTo(Math.max(0, at - ABOVE));
        }
        list.refresh();
    }

    private void picked(LogLine line) {
        if (line != null && !model.selected().get().equals(java.util.Optional.of(line))) {
            model.following().set(false);
            model.selected().set(java.util.Optional.of(line));
        }
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            ClipboardContent content = new ClipboardContent();
            content.putString(list.getSelectionModel().getSelectedItems().stream()
                    .map(LogLine::text)
                    .collect(Collectors.joining("\n")));
            Clipboard.getSystemClipboard().setContent(content);
            event.consume();
        } else if (event.getCode() == KeyCode.END) {
            model.following().set(true);
        }
    }

    private void count() {
        boolean asked = !model.query().get().isBlank();
        int count = model.hitCount().get();
        hits.setText(
                !asked
                        ? ""
                        : count == 0
                                ? messages.text("build.log.no-hit")
                                : messages.text("build.log.hits", model.hitNumber(), count));
        errors.setText(messages.text("build.log.errors", model.errorCount().get()));
        errors.setDisable(model.errorCount().get() == 0 && !model.errorsOnly().get());
    }
}
