package dev.suture.workbench.build;

import dev.suture.build.BuildResult;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** Above a review of what was just built: what it is, and what to do with it. */
public final class BuildStrip extends HBox {
    private final Messages messages;

    /**
     * @param took how long the build was
     * @param log shows how it was built
     * @param close takes the strip away
     */
    public BuildStrip(
            BuildResult result, Duration took, BuildWays ways, Runnable log, Runnable close, Messages messages) {
        this.messages = messages;
        setId("build-strip");
        getStyleClass().add("build-strip");
        setAlignment(Pos.CENTER_LEFT);
        String file = result.order().output().path().toString();
        Label made = Nodes.label(messages.text("build.strip", file, Amounts.time(took)), "build-strip-text");
        made.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        made.setTooltip(new Tooltip(file));
        made.setMinWidth(0);
        Button closing = Nodes.styled(new Button("", Icons.CLOSE.node()), "button-icon", "flat");
        closing.setId("build-strip-close");
        closing.setTooltip(new Tooltip(messages.text("build.strip.close")));
        closing.setAccessibleText(messages.text("build.strip.close"));
        closing.setOnAction(e -> close.run());
        getChildren()
                .addAll(
                        Nodes.styled(Icons.DONE.node(), "good-icon"),
                        made,
                        Nodes.gap(),
                        button("strip-deploy", "build.deploy", () -> ways.deploy(result)),
                        button("strip-package", "build.package", () -> ways.showMade(result)),
                        button("strip-log", "build.log.show", log),
                        closing);
    }

    private Button button(String id, String key, Runnable action) {
        Button button = Nodes.named(Nodes.styled(new Button(messages.text(key)), "small"), id);
        button.setTooltip(new Tooltip(messages.text(key + ".tip")));
        button.setOnAction(e -> action.run());
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }
}
