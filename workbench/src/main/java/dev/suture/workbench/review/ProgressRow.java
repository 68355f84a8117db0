package dev.suture.workbench.review;

import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** How far the review has come: a bar, and in words. */
final class ProgressRow extends HBox {
    private final Messages messages;
    private final ProgressBar bar = Nodes.named(new ProgressBar(0), "review-progress-bar");
    private final Label text = Nodes.named(Nodes.label("", "pane-subtitle"), "review-progress");
    private final Tooltip tooltip = new Tooltip();

    ProgressRow(ReviewModel model, Messages messages) {
        this.messages = messages;
        getStyleClass().add("progress-row");
        setAlignment(Pos.CENTER_LEFT);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(0);
        text.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        getChildren().addAll(text, bar);
        Tooltip.install(this, tooltip);
        model.progress().addListener((o, was, is) -> show(is));
        show(model.progress().get());
    }

    private void show(ReviewProgress progress) {
        bar.setProgress(progress.fraction());
        pseudoClassStateChanged(
                javafx.css.PseudoClass.getPseudoClass("done"),
                progress.of() > 0 && progress.reviewed() == progress.of());
        text.setText(messages.text("changes.progress", progress.reviewed(), progress.of(), progress.stale()));
        tooltip.setText(messages.text("changes.progress.tip"));
        bar.setAccessibleText(text.getText());
        Nodes.show(this, progress.of() > 0);
    }
}
