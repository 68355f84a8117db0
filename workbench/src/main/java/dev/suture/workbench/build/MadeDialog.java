package dev.suture.workbench.build;

import dev.suture.build.BuildResult;
import dev.suture.pack.PackageManifest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Shows what a build has made: where it is, and what it says of itself. */
public final class MadeDialog {
    private final BuildResult result;
    private final Messages messages;
    private final GridPane grid = Nodes.styled(new GridPane(), "made-grid");

    public MadeDialog(BuildResult result, Messages messages) {
        this.result = result;
        this.messages = messages;
    }

    /** Shows it until it is closed. */
    public void show(Window owner) {
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.initOwner(owner);
        dialog.setTitle(messages.text("made.title"));
        dialog.setResizable(true);
        dialog.getDialogPane().setId("made-dialog");
        dialog.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        dialog.getDialogPane().setStyle(owner.getScene().getRoot().getStyle() + "-fx-max-width: infinity;");
        ColumnConstraints labels = new ColumnConstraints();
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(labels, values);
        result.written()
                .ifPresent(read -> manifest(read.manifest(), read.signature().label()));
        result.made().built().forEach(this::patch);
        VBox content = Nodes.styled(new VBox(file(), grid), "made-content");
        dialog.getDialogPane().setContent(content);
        dialog.getDialogPane().setPrefWidth(720);
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        dialog.show();
    }

    private HBox file() {
        TextField path =
                new TextField(result.order().output().path().toAbsolutePath().toString());
        path.setEditable(false);
        path.setId("made-path");
        path.getStyleClass().add("code");
        HBox.setHgrow(path, Priority.ALWAYS);
        Button copy = new Button(messages.text("made.copy"), Icons.COPY.node());
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(e -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(path.getText());
            Clipboard.getSystemClipboard().setContent(content);
        });
        return Nodes.styled(new HBox(path, copy), "field-row");
    }

    private void manifest(PackageManifest manifest, String signature) {
        row("made.name", manifest.name().toString());
        row("made.uuid", manifest.uuid());
        if (!manifest.description().isBlank()) {
            row("made.description", manifest.description());
        }
        manifest.targetPackage()
                .ifPresent(t ->
                        row("made.for", t.name() + t.version().map(v -> " " + v).orElse("")));
        row("made.source", String.join("\n", manifest.sourcePatches()));
        row(
                "made.tools",
                manifest.tools().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining("\n")));
        row("made.signature", signature);
    }

    private void patch(BuiltPatch patch) {
        row(
                "made.patch",
                messages.text(
                        "made.patch.text",
                        patch.info().targetName(),
                        patch.info().targetBuildId(),
                        patch.info().functions().stream()
                                .map(PatchedFunction::name)
                                .collect(Collectors.joining(", "))));
    }

    private void row(String key, String text) {
        Label value = Nodes.paragraph(text, "made-value");
        Label label = Nodes.label(messages.text(key), "eyebrow");
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(label, VPos.TOP);
        grid.addRow(grid.getRowCount(), label, value);
    }
}
