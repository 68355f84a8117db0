package dev.suture.workbench.deploy;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.ReasonedButton;
import dev.suture.workbench.text.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.FileChooser;

/** Which target ELF, which name; builds the hot patch. */
final class PatchForm extends HBox {
    private final DeployViewModel model;
    private final Messages messages;
    private final TextField target = Nodes.named(new TextField(), "deploy-target");
    private final TextField name = Nodes.named(new TextField(), "deploy-name");
    private final ReasonedButton build;

    PatchForm(DeployViewModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("patch-form");
        build = new ReasonedButton("deploy-build", Icons.ADD_FILE.node(), model::build);
        build.setAlignment(Pos.CENTER_LEFT);
        build.setMinWidth(USE_PREF_SIZE);
        target.setPromptText(messages.text("deploy.target.prompt"));
        target.setOnAction(e -> commitTarget());
        target.focusedProperty().addListener((o, was, is) -> {
            if (!is) {
                commitTarget();
            }
        });
        name.textProperty().bindBidirectional(model.name());
        Button browse = new Button(messages.text("deploy.target.choose"));
        browse.setMinWidth(USE_PREF_SIZE);
        browse.setOnAction(e -> choose());
        HBox.setHgrow(target, Priority.ALWAYS);
        getChildren().addAll(field("deploy.target", target), target, browse, field("deploy.name", name), name, build);
        setAlignment(Pos.CENTER_LEFT);
        model.target().addListener((o, was, is) -> showTarget());
        model.patch().addListener((o, was, is) -> offer());
        model.context().addListener((o, was, is) -> offer());
        model.running().addListener((o, was, is) -> offer());
        model.name().addListener((o, was, is) -> offer());
        model.blockers().addListener((ListChangeListener<Object>) c -> offer());
        showTarget();
    }

    private Label field(String key, TextField of) {
        Label label = Nodes.label(messages.text(key), "eyebrow");
        label.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(of);
        return label;
    }

    private void commitTarget() {
        Optional<Path> typed =
                Optional.of(target.getText().strip()).filter(t -> !t.isEmpty()).map(Path::of);
        if (!typed.equals(model.target().get())) {
            model.target().set(typed);
        }
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(messages.text("deploy.target.title"));
        model.target()
                .get()
                .map(Path::toAbsolutePath)
                .map(Path::getParent)
                .map(Path::toFile)
                .filter(File::isDirectory)
                .ifPresent(chooser::setInitialDirectory);
        Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
                .ifPresent(file -> model.target().set(Optional.of(file.toPath())));
    }

    private void showTarget() {
        String path = model.target().get().map(Path::toString).orElse("");
        target.setText(path);
        target.setTooltip(path.isEmpty() ? null : new Tooltip(path));
        target.end();
        offer();
    }

    private void offer() {
        build.show(model.buildOffer());
    }
}
