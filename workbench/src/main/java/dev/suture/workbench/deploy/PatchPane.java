package dev.suture.workbench.deploy;

import dev.suture.manager.PackageOrigin;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What a hot patch holds. */
final class PatchPane extends VBox {
    private final Messages messages;
    private final VBox body = Nodes.styled(new VBox(), "change-body");

    PatchPane(DeployViewModel model, Messages messages) {
        this.messages = messages;
        setId("patch-pane");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.patch().addListener((o, was, is) -> show(is));
        show(model.patch().get());
    }

    private void show(Optional<StoredPatch> patch) {
        body.getChildren().clear();
        if (patch.isEmpty()) {
            body.getChildren().add(Nodes.paragraph(messages.text("deploy.no-patch-yet"), "muted"));
            return;
        }
        PatchInfo info = patch.get().info();
        GridPane facts = Nodes.styled(new GridPane(), "facts");
        fact(facts, "target", info.targetName());
        fact(facts, "build-id", info.targetBuildId());
        fact(facts, "kind", messages.text("deploy.fact.kind-on", info.kind(), info.machine()));
        fact(facts, "id", info.id());
        patch.get().origin().map(PackageOrigin::label).ifPresent(o -> fact(facts, "package", o));
        fact(facts, "file", patch.get().file().toString());
        body.getChildren()
                .addAll(
                        Nodes.paragraph(info.name(), "change-title"),
                        facts,
                        Nodes.label(
                                messages.text(
                                        "deploy.replaces", info.functions().size()),
                                "eyebrow"));
        info.functions().forEach(f -> body.getChildren().add(function(f)));
        body.getChildren().add(Nodes.paragraph(messages.text("deploy.patch.note"), "muted"));
    }

    /** In a field, so that it can be selected and copied. */
    private void fact(GridPane facts, String key, String value) {
        int row = facts.getRowCount();
        TextField field = Nodes.styled(new TextField(value), "fact-value", "code");
        field.setEditable(false);
        Label name = Nodes.label(messages.text("deploy.fact." + key), "muted");
        name.setLabelFor(field);
        name.setMinWidth(USE_PREF_SIZE);
        GridPane.setHgrow(field, Priority.ALWAYS);
        facts.addRow(row, name, field);
    }

    private HBox function(PatchedFunction function) {
        Label name = Nodes.label(function.name(), "code");
        name.setMinWidth(0);
        Label sizes = Nodes.label(
                messages.text(
                        "diff.sizes",
                        function.baseSize(),
                        function.patchedSize(),
                        Amounts.delta(function.patchedSize() - function.baseSize())),
                "muted");
        sizes.setMinWidth(USE_PREF_SIZE);
        HBox row = Nodes.styled(new HBox(name, Nodes.gap(), sizes), "function-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
