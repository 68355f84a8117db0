package dev.suture.workbench.build;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Asks what is made, what it is called, and where it goes. */
final class OutputForm extends VBox {
    OutputForm(OutputPage model, SourcePage source, Messages messages) {
        getStyleClass().add("wizard-form");
        Fields fields = new Fields(messages);
        ToggleGroup group = new ToggleGroup();
        RadioButton pack = Nodes.named(new RadioButton(messages.text("build.output.package")), "build-output-package");
        RadioButton bare = Nodes.named(new RadioButton(messages.text("build.output.bare")), "build-output-bare");
        pack.setToggleGroup(group);
        bare.setToggleGroup(group);
        pack.setOnAction(e -> model.kind().set(OutputPage.Kind.PACKAGE));
        bare.setOnAction(e -> model.kind().set(OutputPage.Kind.HOT_PATCH));
        pack.setSelected(model.kind().get() == OutputPage.Kind.PACKAGE);
        bare.setSelected(!pack.isSelected());
        VBox name = fields.line("name", model.name());
        VBox version = fields.line("version", model.version());
        HBox.setHgrow(name, Priority.ALWAYS);
        version.setPrefWidth(110);
        VBox description = fields.line("description", model.description());
        VBox key = fields.file("key", model.key());
        VBox work = fields.folder("work", model.work());
        getChildren()
                .addAll(
                        Nodes.styled(new HBox(pack, bare), "kind-choice"),
                        Nodes.styled(new HBox(name, version), "field-pair"),
                        fields.folder("output", model.folder()),
                        description,
                        key,
                        work);
        model.kind().addListener((o, was, is) -> {
            boolean packed = is == OutputPage.Kind.PACKAGE;
            version.setDisable(!packed);
            description.setDisable(!packed);
            key.setDisable(!packed);
        });
        source.kind().addListener((o, was, is) -> Nodes.show(work, is != SourceKind.BUILDS));
        Nodes.show(work, source.kind().get() != SourceKind.BUILDS);
    }
}
