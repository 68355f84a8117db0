package dev.suture.workbench.action;

import atlantafx.base.controls.CustomTextField;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The command palette above everything else in the window: type, choose with the arrows, Enter does it, Esc leaves. */
public final class PaletteView extends StackPane {
    private static final int ROWS = 10;
    /** Heights as the style sheet gives them, in sizes of the text. */
    private static final double ROW_EMS = 2.4;

    private static final double HEAD_EMS = 5;
    private static final double FIELD_SCALE = 1.15;

    private final PaletteModel model;
    private final CustomTextField field = Nodes.named(new CustomTextField(), "palette-field");
    private final ListView<PaletteModel.Entry> list = Nodes.named(new ListView<>(), "palette-list");
    private Optional<Node> before = Optional.empty();

    public PaletteView(PaletteModel model, Messages messages) {
        this.model = model;
        VBox box = Nodes.styled(new VBox(field, list), "palette");
        setId("palette");
        getStyleClass().add("palette-layer");
        field.setPromptText(messages.text("palette.prompt"));
        field.setAccessibleText(messages.text("palette.prompt"));
        field.setLeft(Nodes.styled(Icons.FILTER.node(), "field-icon"));
        field.textProperty().bindBidirectional(model.typed());
        list.setCellFactory(l -> new EntryCell());
        list.setPlaceholder(Nodes.paragraph(messages.text("palette.none"), "muted", "placeholder-text"));
        list.setFocusTraversable(false);
        list.setOnMouseClicked(e -> run());
        model.entries().addListener((o, was, is) -> {
            list.setItems(FXCollections.observableList(is));
            list.getSelectionModel().selectFirst();
            box.setMaxHeight((Math.clamp(is.size(), 2, ROWS) * ROW_EMS + HEAD_EMS) * em());
        });
        list.setMinHeight(0);
        getChildren().add(box);
        setAlignment(box, Pos.TOP_CENTER);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        setOnMousePressed(e -> {
            if (e.getTarget() == this) {
                close();
            }
        });
        Nodes.show(this, false);
    }

    /** Comes up with the keyboard's focus, which goes back where it was when it closes. */
    public void open() {
        before = Optional.ofNullable(getScene().getFocusOwner());
        model.open();
        Nodes.show(this, true);
        field.requestFocus();
    }

    private double em() {
        return field.getFont().getSize() / FIELD_SCALE;
    }

    private void close() {
        Nodes.show(this, false);
        before.ifPresent(Node::requestFocus);
        before = Optional.empty();
    }

    private void key(KeyEvent event) {
        int step = switch (event.getCode()) {
            case UP -> -1;
            case DOWN -> 1;
            case PAGE_UP -> -ROWS;
            case PAGE_DOWN -> ROWS;
            default -> 0;
        };
        if (step != 0) {
            int last = list.getItems().size() - 1;
            int at = Math.clamp(list.getSelectionModel().getSelectedIndex() + (long) step, 0, Math.max(0, last));
            list.getSelectionModel().clearAndSelect(at);
            list.scrollTo(Math.max(0, at - ROWS / 2));
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            run();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
        }
    }

    private void run() {
        PaletteModel.Entry entry = list.getSelectionModel().getSelectedItem();
        if (entry != null && entry.refusal().isEmpty()) {
            close();
            entry.action().run();
        }
    }

    private static final class EntryCell extends ListCell<PaletteModel.Entry> {
        private final Label text = Nodes.label("", "palette-text");
        private final Label note = Nodes.label("", "palette-note");
        private final HBox line = Nodes.styled(new HBox(text, Nodes.gap(), note), "palette-line");

        private EntryCell() {
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            setPrefWidth(0); // As wide as the list, never wider: long refusals are cut.
        }

        @Override
        protected void updateItem(PaletteModel.Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            boolean none = empty || entry == null;
            setGraphic(none ? null : line);
            if (!none) {
                text.setText(entry.text());
                text.setMinWidth(USE_PREF_SIZE);
                note.setText(entry.refusal().orElse(entry.keys()));
                text.setDisable(entry.refusal().isPresent());
            }
        }
    }
}
