package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.review.Selection.OneChange;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Middle: the selected change, side by side or unified. */
public final class DiffPane extends StackPane {
    /** What comes sooner needs no sign that it is coming; one that flashes by only disturbs. */
    private static final Duration SOON = Duration.millis(200);

    private final DiffModel model;
    private final Messages messages;
    private final DiffBody body;
    private final OverviewRuler ruler;
    private final DiffHeader header;
    private final FindBar find;
    private final VBox diff;
    private final ProgressIndicator busy = new ProgressIndicator();
    private Optional<OneChange> revealedOf = Optional.empty();
    private RenderedDiff revealed = RenderedDiff.of(List.of());
    private final PauseTransition late = new PauseTransition(SOON);

    /** @param follow shows what the name stands for that {@link DiffModel#symbol} tells */
    public DiffPane(DiffModel model, Navigator navigator, Consumer<DiffModel> follow, Messages messages) {
        this.model = model;
        this.messages = messages;
        this.body = new DiffBody(model, () -> follow.accept(model), messages);
        this.find = new FindBar(model.find(), messages, body::focusText);
        this.ruler = new OverviewRuler(body.lineHeight(), model::moveTo);
        this.header = new DiffHeader(model, navigator, messages);
        HBox row = new HBox(body, rulerColumn());
        HBox.setHgrow(body, Priority.ALWAYS);
        VBox.setVgrow(row, Priority.ALWAYS);
        this.diff = new VBox(header, find, row);
        getStyleClass().addAll("pane", "diff-pane");
        busy.setMaxSize(48, 48);
        late.setOnFinished(e -> busy.setVisible(model.state().get() instanceof DiffState.Rendering));
        model.state().addListener((o, was, is) -> draw(was, is));
        model.current().addListener((o, was, is) -> reveal());
        model.target().addListener((o, was, is) -> is.ifPresent(this::reveal));
        model.find().found().addListener((o, was, is) -> revealFound());
        draw(model.state().get(), model.state().get());
    }

    private VBox rulerColumn() {
        Label spacer = Nodes.label(" ", "side-title", "ruler-title");
        spacer.setMaxWidth(Double.MAX_VALUE);
        VBox.setVgrow(ruler, Priority.ALWAYS);
        return new VBox(spacer, ruler);
    }

    private void draw(DiffState before, DiffState state) {
        switch (state) {
            case DiffState.Nothing() ->
                only(StatePage.empty(
                        Icons.PICK, messages.text("diff.nothing.title"), messages.text("diff.nothing.text")));
            case DiffState.Rendering(ObjectDiff object, Change change) -> {
                header.show(object, change);
                busy.setVisible(false);
                late.playFromStart();
                getChildren().setAll(diff, busy);
            }
            case DiffState.Failed(ObjectDiff _, Change _, var problem) -> only(StatePage.failed(problem, messages));
            case DiffState.Shown shown -> {
                boolean sameChange = before instanceof DiffState.Shown was
                        && DiffTabs.isSame(was.object(), was.change(), shown.object(), shown.change());
                show(shown, sameChange);
                revealFound();
            }
        }
        if (!(state instanceof DiffState.Shown)) {
            // Rows of another change under this one's name would be a lie, however short.
            body.clear();
            ruler.show(0, List.of());
        }
    }

    /** @param sameChange whether the change that is shown already only stands in another way, or was compared anew */
    private void show(DiffState.Shown shown, boolean sameChange) {
        DiffLayout layout = shown.layout();
        int top = body.topRow();
        header.show(shown.object(), shown.change());
        header.showRows(shown.rendered());
        body.show(layout);
        ruler.show(layout.lines().size(), marks(shown));
        header.showPosition(
                Math.max(0, model.position()), shown.rendered().differences().size());
        only(diff);
        if (sameChange) {
            // After the layout that new lines need; before it they have no place yet.
            Platform.runLater(() -> body.scrollTo(layout.lineOf(top)));
        }
    }

    /** The differences by the lines they stand on. */
    private static List<OverviewRuler.Mark> marks(DiffState.Shown shown) {
        DiffLayout layout = shown.layout();
        return shown.rendered().differences().stream()
                .map(d -> new OverviewRuler.Mark(layout.lineOf(d.first()), layout.lineOf(d.last()), d))
                .toList();
    }

    private void only(Node node) {
        getChildren().setAll(node);
    }

    private void reveal() {
        if (model.state().get() instanceof DiffState.Shown shown) {
            model.current().get().ifPresent(difference -> {
                header.showPosition(model.position(), model.differences().size());
                OneChange of = new OneChange(shown.object(), shown.change());
                boolean inPlace = revealed == shown.rendered()
                        || revealedOf.filter(r -> DiffTabs.isSame(r, of)).isPresent();
                revealed = shown.rendered();
                revealedOf = Optional.of(of);
                Platform.runLater(() -> body.reveal(shown.layout(), difference, inPlace));
            });
        }
    }

    /** Behind what differences and new lines have on their way to the screen. */
    private void reveal(RowRange range) {
        Platform.runLater(() -> Platform.runLater(() -> {
            if (model.state().get() instanceof DiffState.Shown shown) {
                body.reveal(shown.layout(), range);
            }
        }));
    }

    /** After the layout that new lines need. */
    private void revealFound() {
        Found found = model.find().found().get();
        found.current()
                .ifPresent(match ->
                        Platform.runLater(() -> body.reveal(match, found.text().length())));
    }

    /** Asks what to look for in the rows. */
    public void find() {
        if (model.state().get() instanceof DiffState.Shown) {
            find.open();
        }
    }

    /** What a right click in the text offers. */
    public void setMenu(ContextMenu menu) {
        body.setMenu(menu);
    }

    /** Whether the keyboard is here. */
    public boolean hasFocus() {
        for (Node at = getScene() == null ? null : getScene().getFocusOwner(); at != null; at = at.getParent()) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }
}
