package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * The objects with their changes; its selection and the model's follow each other. The lines are a plain list, because a
 * tree control keeps an item with listeners for each of them, which thousands of changes make felt with every key.
 */
final class ChangeTree extends ListView<ChangeRow> implements ChangeCell.Handler {
    private final ReviewModel model;
    private final Reviewing reviewing;
    private final Consumer<Selection> openBeside;
    private final Set<String> collapsed = new HashSet<>();
    private ChangeOutline outline;
    private boolean following;

    /** @param openBeside shows a change in a tab of its own */
    ChangeTree(ReviewModel model, Reviewing reviewing, Consumer<Selection> openBeside, Messages messages) {
        this.model = model;
        this.reviewing = reviewing;
        this.openBeside = openBeside;
        this.outline = new ChangeOutline(List.of(), Set.of());
        setId("change-tree");
        setAccessibleText(messages.text("changes.title"));
        setCellFactory(list -> new ChangeCell(this, messages));
        setPlaceholder(Nodes.paragraph(messages.text("changes.none-passes"), "muted", "placeholder-text"));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        model.groups().addListener((ListChangeListener<ChangeGroup>) c -> rebuild());
        model.selection().addListener((o, was, is) -> follow(is));
        model.marks().record().addListener((o, was, is) -> refresh());
        getSelectionModel().selectedItemProperty().addListener((o, was, is) -> {
            if (!following && is != null) {
                model.selection().set(is.item());
            }
        });
        rebuild();
    }

    private void rebuild() {
        ChangeOutline wanted = new ChangeOutline(model.groups(), collapsed);
        // Another letter of a filter often leaves what is shown as it is.
        if (!wanted.sameAs(outline)) {
            following = true;
            outline = wanted;
            setItems(FXCollections.observableList(outline.rows()));
            following = false;
        }
        follow(model.selection().get());
    }

    @Override
    public void review(Selection what) {
        reviewing.toggle(what);
    }

    @Override
    public void openBeside(Selection what) {
        openBeside.accept(what);
    }

    @Override
    public Seen seen(Change change) {
        return model.seen(change);
    }

    @Override
    public String note(Change change) {
        return model.note(change);
    }

    @Override
    public void toggle(ObjectDiff object) {
        if (!collapsed.remove(object.name())) {
            collapsed.add(object.name());
        }
        rebuild();
    }

    /** Left goes to the object or closes it, Right opens it, as in every tree; Space ticks. */
    private void key(KeyEvent event) {
        ChangeRow row = getSelectionModel().getSelectedItem();
        if (row != null && event.getCode() == KeyCode.SPACE) {
            reviewing.toggle(row.item());
            event.consume();
            return;
        }
        if (row == null || event.isAltDown() || event.isControlDown()) {
            return; // Somebody else's keys.
        }
        if (event.getCode() != KeyCode.LEFT && event.getCode() != KeyCode.RIGHT) {
            return;
        }
        boolean left = event.getCode() == KeyCode.LEFT;
        if (row.isObject() && row.expanded() == left) {
            toggle(row.object());
        } else if (left) {
            model.selection().set(new Selection.WholeObject(row.object()));
        }
        event.consume();
    }

    private void follow(Selection selection) {
        if (selection instanceof Selection.OneChange(ObjectDiff object, Change _) && collapsed.remove(object.name())) {
            rebuild();
            return;
        }
        following = true;
        outline.place(selection)
                .ifPresentOrElse(
                        row -> {
                            if (getSelectionModel().getSelectedIndex() != row) {
                                getSelectionModel().clearAndSelect(row);
                                getFocusModel().focus(row);
                                scrollTo(Math.max(0, row - 2));
                            }
                        },
                        getSelectionModel()::clearSelection);
        following = false;
    }
}
