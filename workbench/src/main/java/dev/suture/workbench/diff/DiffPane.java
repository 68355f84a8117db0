package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.text.Messages;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Middle: the selected change side by side. */
public final class DiffPane extends StackPane {
    private final DiffModel model;
    private final Messages messages;
    private final SideBySide sides;
    private final OverviewRuler ruler;
    private final DiffHeader header;
    private final VBox diff;
    private final ProgressIndicator busy = new ProgressIndicator();

    public DiffPane(DiffModel model, Navigator navigator, Messages messages) {
        this.model = model;
        this.messages = messages;
        this.sides = new SideBySide(model.current(), messages);
        this.ruler = new OverviewRuler(model::moveTo);
        this.header = new DiffHeader(navigator, messages);
        HBox body = new HBox(sides, rulerColumn());
        HBox.setHgrow(sides, Priority.ALWAYS);
        VBox.setVgrow(body, Priority.ALWAYS);
        this.diff = new VBox(header, body);
        getStyleClass().addAll("pane", "diff-pane");
        busy.setMaxSize(48, 48);
        model.state().addListener((o, was, is) -> draw(is));
        model.current().addListener((o, was, is) -> reveal());
        draw(model.state().get());
    }

    private VBox rulerColumn() {
        Label spacer = Nodes.label(" ", "side-title", "ruler-title");
        spacer.setMaxWidth(Double.MAX_VALUE);
        VBox.setVgrow(ruler, Priority.ALWAYS);
        return new VBox(spacer, ruler);
    }

    private void draw(DiffState state) {
        switch (state) {
            case DiffState.Nothing() ->
                only(StatePage.empty(
                        Icons.PICK, messages.text("diff.nothing.title"), messages.text("diff.nothing.text")));
            case DiffState.Rendering(ObjectDiff object, Change change) -> {
                header.show(object, change);
                getChildren().setAll(diff, busy);
            }
            case DiffState.Failed(ObjectDiff _, Change _, var problem) -> only(StatePage.failed(problem, messages));
            case DiffState.Shown(ObjectDiff object, Change change, RenderedDiff rendered) -> {
                header.show(object, change);
                sides.show(rendered);
                ruler.show(rendered.rows().size(), rendered.differences());
                header.showPosition(0, rendered.differences().size());
                only(diff);
            }
        }
        if (!(state instanceof DiffState.Shown)) {
            // Rows of another change under this one's name would be a lie, however short.
            sides.clear();
            ruler.show(0, List.of());
        }
    }

    private void only(Node node) {
        getChildren().setAll(node);
    }

    private void reveal() {
        model.current().get().ifPresent(difference -> {
            header.showPosition(model.position(), model.differences().size());
            // After the layout that new rows need; before it they have no place yet.
            Platform.runLater(() -> sides.reveal(difference));
        });
    }
}
