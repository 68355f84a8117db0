package dev.suture.workbench.build;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows what was asked for, and the command that asks for the same. */
final class SummaryForm extends VBox {
    private final WizardModel model;
    private final Messages messages;
    private final GridPane grid = Nodes.styled(new GridPane(), "made-grid");
    private final TextArea command = Nodes.named(new TextArea(), "build-command");

    SummaryForm(WizardModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("wizard-form");
        ColumnConstraints labels = new ColumnConstraints();
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(labels, values);
        command.setEditable(false);
        command.getStyleClass().add("code");
        command.setPrefRowCount(7);
        command.setAccessibleText(messages.text("build.summary.command"));
        Button copy =
                Nodes.named(new Button(messages.text("build.summary.copy"), Icons.COPY.node()), "build-command-copy");
        copy.setTooltip(new Tooltip(messages.text("build.summary.copy.tip")));
        copy.setOnAction(e -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(command.getText());
            Clipboard.getSystemClipboard().setContent(content);
            copy.setText(messages.text("build.summary.copied"));
        });
        HBox head = Nodes.styled(
                new HBox(Nodes.label(messages.text("build.summary.command"), "eyebrow"), Nodes.gap(), copy),
                "field-row");
        head.setAlignment(javafx.geometry.Pos.BOTTOM_LEFT);
        VBox.setVgrow(command, Priority.ALWAYS);
        getChildren().addAll(grid, head, command);
    }

    /** Shows what the model holds now. */
    void draw() {
        grid.getChildren().clear();
        SourcePage source = model.source();
        switch (source.kind().get()) {
            case FOLDER -> row("build.summary.source", source.folder().get());
            case DEBIAN -> row("build.summary.debian", source.debian().get());
            case BUILDS -> {
                row("build.summary.base", source.base().get());
                row("build.summary.patched", source.patched().get());
            }
        }
        if (!model.patches().rows().isEmpty()) {
            row(
                    "build.summary.patches",
                    model.patches().files().stream()
                            .map(p -> p.getFileName().toString())
                            .collect(Collectors.joining(", ")));
        }
        TargetPage target = model.target();
        row(
                "build.summary.target",
                target.whatIsLinked().get() && target.canBeLinked()
                        ? messages.text(
                                source.kind().get() == SourceKind.DEBIAN
                                        ? "build.target.installed"
                                        : "build.target.linked")
                        : target.target().get());
        row("build.summary.output", model.output().file().toString());
        if (!model.output().key().get().isBlank() && model.output().kind().get() == OutputPage.Kind.PACKAGE) {
            row("build.summary.key", model.output().key().get());
        }
        command.setText(model.commandLine());
    }

    private void row(String key, String text) {
        Label value = Nodes.paragraph(text, "made-value");
        Label label = Nodes.label(messages.text(key), "eyebrow");
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(label, VPos.TOP);
        grid.addRow(grid.getRowCount(), label, value);
    }
}
