package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.text.Messages;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.VirtualizedScrollPane;

/** Middle: the selected change side by side; both sides scroll as one. */
public final class DiffPane extends StackPane {
    private final DiffModel model;
    private final Messages messages;
    private final SideArea base;
    private final SideArea patched;
    private final OverviewRuler ruler;
    private final DiffHeader header;
    private final VBox diff;
    private final ProgressIndicator busy = new ProgressIndicator();

    public DiffPane(DiffModel model, Navigator navigator, Messages messages) {
        this.model = model;
        this.messages = messages;
        this.base = new SideArea("base-area", messages.text("diff.base"), model.current());
        this.patched = new SideArea("patched-area", messages.text("diff.patched"), model.current());
        this.ruler = new OverviewRuler(model::moveTo);
        this.header = new DiffHeader(navigator, messages);
        HBox sides =
                Nodes.styled(new HBox(side(base, "diff.base"), side(patched, "diff.patched"), rulerColumn()), "sides");
        VBox.setVgrow(sides, Priority.ALWAYS);
        this.diff = new VBox(header, sides);
        getStyleClass().addAll("pane", "diff-pane");
        busy.setMaxSize(48, 48);
        base.estimatedScrollYProperty().bindBidirectional(patched.estimatedScrollYProperty());
        model.state().addListener((o, was, is) -> draw(is));
        model.current().addListener((o, was, is) -> reveal());
        draw(model.state().get());
    }

    private VBox side(SideArea area, String key) {
        Label title = Nodes.label(messages.text(key), "side-title");
        title.setMaxWidth(Double.MAX_VALUE);
        VirtualizedScrollPane<SideArea> scroll = new VirtualizedScrollPane<>(area);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox side = Nodes.styled(new VBox(title, scroll), "side");
        side.setPrefWidth(0);
        side.setMinWidth(0);
        HBox.setHgrow(side, Priority.ALWAYS);
        return side;
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
                base.show(rendered.base());
                patched.show(rendered.patched());
                ruler.show(rendered.rows(), rendered.differences());
                header.showPosition(rendered.differences(), 0);
                only(diff);
            }
        }
    }

    private void only(Node node) {
        getChildren().setAll(node);
    }

    private void reveal() {
        model.current().get().ifPresent(difference -> {
            header.showPosition(model.differences(), model.differences().indexOf(difference));
            // After the layout that a new document needs; before it the rows have no place yet.
            Platform.runLater(() -> {
                if (difference.first() < base.getParagraphs().size()) {
                    base.moveTo(difference.first(), 0);
                    patched.moveTo(difference.first(), 0);
                    base.showParagraphAtCenter(difference.first());
                    patched.showParagraphAtCenter(difference.first());
                }
            });
        });
    }
}
