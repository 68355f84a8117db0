package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.mark.ItemKey;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** Whether the selected change was reviewed, and what the reviewer writes on it. */
final class ReviewCard extends VBox {
    /** How long the writer is to be at rest before what was written is taken over. */
    private static final Duration REST = Duration.millis(500);

    private static final int ROWS = 3;

    private final ReviewModel model;
    private final Messages messages;
    private final FontIcon icon = Nodes.styled(SeenStyle.icon(Seen.OPEN).node(), "seen-icon");
    private final Label state = Nodes.label("", "seen-word");
    private final Button mark = Nodes.named(new Button(), "mark-reviewed");
    private final TextArea note = Nodes.named(new TextArea(), "review-note");
    private final PauseTransition rest = new PauseTransition(REST);
    private Optional<ItemKey> shown = Optional.empty();
    private boolean following;

    ReviewCard(ReviewModel model, Reviewing reviewing, Messages messages) {
        this.model = model;
        this.messages = messages;
        setId("review-card");
        getStyleClass().addAll("reason-card", "review-card");
        mark.setOnAction(e -> reviewing.toggle());
        mark.setMinWidth(USE_PREF_SIZE);
        note.setPromptText(messages.text("review.note.prompt"));
        note.setAccessibleText(messages.text("review.note.prompt"));
        note.setWrapText(true);
        note.setPrefRowCount(ROWS);
        note.textProperty().addListener((o, was, is) -> {
            if (!following) {
                rest.playFromStart();
            }
        });
        note.focusedProperty().addListener((o, was, is) -> {
            if (!is) {
                commit();
            }
        });
        note.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        rest.setOnFinished(e -> commit());
        HBox head = Nodes.styled(new HBox(icon, state), "finding-head");
        head.setAlignment(Pos.CENTER_LEFT);
        HBox foot = new HBox(Nodes.gap(), mark);
        getChildren().addAll(head, note, foot);
        model.selection().addListener((o, was, is) -> follow());
        model.state().addListener((o, was, is) -> follow());
        model.marks().record().addListener((o, was, is) -> draw());
        follow();
    }

    /** Tab leaves the note, as it leaves every other field; Escape too. */
    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
            (event.isShiftDown() ? mark : note)
                    .requestFocusTraversal(
                            event.isShiftDown()
                                    ? javafx.scene.TraversalDirection.PREVIOUS
                                    : javafx.scene.TraversalDirection.NEXT);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            mark.requestFocus();
            event.consume();
        }
    }

    private void follow() {
        commit();
        shown = model.selectedKey();
        Nodes.show(this, shown.isPresent());
        draw();
    }

    private void draw() {
        if (shown.isEmpty() || !(model.selection().get() instanceof Selection.OneChange(ObjectDiff _, Change change))) {
            return;
        }
        Seen seen = model.seen(change);
        SeenStyle.icon(seen).showIn(icon);
        getStyleClass().removeIf(s -> s.startsWith("seen-"));
        getStyleClass().add(SeenStyle.style(seen));
        state.setText(messages.text(SeenStyle.key(seen)));
        mark.setText(messages.text(seen == Seen.REVIEWED ? "review.unmark" : "review.mark"));
        mark.setTooltip(new Tooltip(messages.text("review.mark.tip")));
        String text = model.marks().record().get().of(shown.get()).note();
        // What is being written is ahead of what was taken over.
        boolean writing = note.isFocused() && rest.getStatus() == javafx.animation.Animation.Status.RUNNING;
        if (!writing && !note.getText().equals(text)) {
            following = true;
            note.setText(text);
            following = false;
        }
    }

    private void commit() {
        rest.stop();
        shown.ifPresent(key -> model.marks().note(key, note.getText().strip().isEmpty() ? "" : note.getText()));
    }

    boolean isWriting() {
        return note.isFocused();
    }

    void focusNote() {
        note.requestFocus();
        note.positionCaret(note.getLength());
    }
}
