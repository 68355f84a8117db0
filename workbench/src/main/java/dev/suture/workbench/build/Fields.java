package dev.suture.workbench.build;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/** The fields that the pages of the wizard are made of. */
record Fields(Messages messages) {
    /** A line to type in. The texts are those of {@code build.field.ID}: label, prompt and tip. */
    VBox line(String id, StringProperty value) {
        return labelled(id, field(id, value));
    }

    /** A line for a file, with a button that lets choose one. */
    VBox file(String id, StringProperty value) {
        return chosen(id, value, field -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle(messages.text("build.field." + id));
            start(value).ifPresent(chooser::setInitialDirectory);
            return Optional.ofNullable(chooser.showOpenDialog(field.getScene().getWindow()));
        });
    }

    /** A line for a folder, with a button that lets choose one. */
    VBox folder(String id, StringProperty value) {
        return chosen(id, value, field -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle(messages.text("build.field." + id));
            start(value).ifPresent(chooser::setInitialDirectory);
            return Optional.ofNullable(chooser.showDialog(field.getScene().getWindow()));
        });
    }

    /** Lets a person choose. */
    private interface Choice {
        Optional<File> ask(Node near);
    }

    private VBox chosen(String id, StringProperty value, Choice choice) {
        TextField field = field(id, value);
        Button browse = new Button(messages.text("build.choose"));
        browse.setMinWidth(Button.USE_PREF_SIZE);
        browse.setTooltip(new Tooltip(messages.text("build.field." + id)));
        browse.setOnAction(e -> choice.ask(field).ifPresent(f -> value.set(f.toString())));
        HBox.setHgrow(field, Priority.ALWAYS);
        VBox all = labelled(id, Nodes.styled(new HBox(field, browse), "field-row"));
        ((Label) all.getChildren().getFirst()).setLabelFor(field);
        return all;
    }

    private TextField field(String id, StringProperty value) {
        TextField field = Nodes.named(new TextField(), "build-" + id);
        field.textProperty().bindBidirectional(value);
        field.setPromptText(messages.text("build.field." + id + ".prompt"));
        field.setAccessibleText(messages.text("build.field." + id));
        field.setTooltip(new Tooltip(messages.text("build.field." + id + ".tip")));
        return field;
    }

    private VBox labelled(String id, Node field) {
        Label label = Nodes.label(messages.text("build.field." + id), "eyebrow");
        label.setLabelFor(field);
        return Nodes.styled(new VBox(label, field), "field");
    }

    private static Optional<File> start(StringProperty value) {
        return Optional.of(value.get().strip())
                .filter(v -> !v.isEmpty())
                .map(v -> Path.of(v).toAbsolutePath())
                .map(p -> p.toFile().isDirectory() ? p : p.getParent())
                .map(Path::toFile)
                .filter(File::isDirectory);
    }
}
