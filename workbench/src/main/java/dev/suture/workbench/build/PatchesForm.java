package dev.suture.workbench.build;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.io.File;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Asks for the source patches, and shows whether they apply and what they touch. */
final class PatchesForm extends HBox {
    private final PatchesPage model;
    private final Messages messages;
    private final ListView<PatchRow> list = Nodes.named(new ListView<>(), "build-patches");

    PatchesForm(PatchesPage model, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("patches-form");
        list.setItems(model.rows());
        list.setCellFactory(l -> new PatchCell());
        list.setPlaceholder(Nodes.paragraph(messages.text("build.patches.empty"), "muted", "placeholder-text"));
        list.setAccessibleText(messages.text("build.wizard.patches"));
        list.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.DELETE) {
                remove();
            } else if (e.isAltDown() && e.getCode() == KeyCode.UP) {
                move(-1);
            } else if (e.isAltDown() && e.getCode() == KeyCode.DOWN) {
                move(1);
            }
        });
        list.setOnDragOver(e -> {
            if (e.getDragboard().hasFiles()) {
                e.acceptTransferModes(TransferMode.COPY);
            }
            e.consume();
        });
        list.setOnDragDropped(e -> {
            model.add(e.getDragboard().getFiles().stream().map(File::toPath).toList());
            e.setDropCompleted(true);
            e.consume();
        });
        HBox.setHgrow(list, Priority.ALWAYS);
        VBox buttons = Nodes.styled(
                new VBox(
                        button("build-patch-add", Icons.ADD_FILE, "build.patches.add", this::choose),
                        button("build-patch-up", Icons.PREVIOUS, "build.patches.up", () -> move(-1)),
                        button("build-patch-down", Icons.NEXT, "build.patches.down", () -> move(1)),
                        button("build-patch-remove", Icons.REMOVE, "build.patches.remove", this::remove)),
                "patch-buttons");
        getChildren().addAll(list, buttons);
    }

    private Button button(String id, Icons icon, String key, Runnable action) {
        Button button = Nodes.named(new Button(messages.text(key), icon.node()), id);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(USE_PREF_SIZE);
        button.setAlignment(Pos.CENTER_LEFT);
        button.setTooltip(new Tooltip(messages.text(key + ".tip")));
        button.setOnAction(e -> action.run());
        if (!id.endsWith("add")) {
            button.disableProperty()
                    .bind(list.getSelectionModel().selectedItemProperty().isNull());
        }
        return button;
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(messages.text("build.patches.add"));
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(messages.text("build.patches.filter"), "*.patch", "*.diff"),
                        new FileChooser.ExtensionFilter(messages.text("build.patches.filter.all"), "*"));
        List<File> chosen = chooser.showOpenMultipleDialog(getScene().getWindow());
        if (chosen != null) {
            model.add(chosen.stream().map(File::toPath).toList());
        }
    }

    private void move(int by) {
        int at = list.getSelectionModel().getSelectedIndex();
        if (at >= 0) {
            model.move(at, by);
            list.getSelectionModel()
                    .clearAndSelect(Math.clamp(at + by, 0, list.getItems().size() - 1));
        }
    }

    private void remove() {
        int at = list.getSelectionModel().getSelectedIndex();
        if (at >= 0) {
            model.remove(at);
        }
    }

    /** A patch: its state, its name, what it touches, and what is wrong with it. */
    private final class PatchCell extends ListCell<PatchRow> {
        PatchCell() {
            // As wide as the list, so that long sentences go over several lines.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(PatchRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            String state = row.state().name().toLowerCase(Locale.ROOT);
            HBox head = Nodes.styled(
                    new HBox(
                            Nodes.styled(icon(row.state()).node(), "patch-icon"),
                            Nodes.label(row.file().getFileName().toString(), "patch-name"),
                            Nodes.gap(),
                            Nodes.label(messages.text("build.patches.state." + state), "patch-state")),
                    "patch-head");
            head.setAlignment(Pos.CENTER_LEFT);
            VBox cell = Nodes.styled(new VBox(head), "patch-cell", "patch-" + state);
            if (!row.files().isEmpty()) {
                cell.getChildren()
                        .add(Nodes.paragraph(
                                messages.text("build.patches.touches", String.join(", ", row.files())),
                                "muted",
                                "patch-files"));
            }
            row.advice().ifPresent(a -> cell.getChildren().add(advice(a)));
            Tooltip.install(cell, new Tooltip(row.file().toString()));
            setGraphic(cell);
            setAccessibleText(row.file().getFileName() + ", " + messages.text("build.patches.state." + state));
        }

        private Label advice(Advice advice) {
            return Nodes.paragraph(advice.text(), "patch-advice");
        }
    }

    private static Icons icon(PatchRow.State state) {
        return switch (state) {
            case CHECKING -> Icons.BUSY;
            case APPLIES -> Icons.DONE;
            case FAILS -> Icons.FAILED;
            case UNTRIED -> Icons.STEP;
        };
    }
}
