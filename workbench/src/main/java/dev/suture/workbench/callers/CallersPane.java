package dev.suture.workbench.callers;

import dev.suture.workbench.callers.CallerRow.Unfolding;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The tree of callers, and the chain from the line the user is at to what is asked about. */
public final class CallersPane extends VBox {
    private static final String ARROW = " \u2192 ";

    private final CallersModel model;
    private final Runnable opened;
    private final Messages messages;
    private final ListView<CallerRow> list = Nodes.named(new ListView<>(), "callers-list");
    private final Label note = Nodes.label("", "pane-subtitle");
    private final Label chain = Nodes.named(Nodes.label("", "code", "caller-chain"), "callers-chain");
    private final StackPane content = new StackPane();
    /** The keyboard is to go to the tree as soon as there is one. */
    private boolean focusWanted;

    /** @param opened called after the user went to what a line stands for */
    public CallersPane(CallersModel model, Runnable opened, Messages messages) {
        this.model = model;
        this.opened = opened;
        this.messages = messages;
        setId("callers-pane");
        getStyleClass().addAll("pane", "callers-pane");
        note.setMinWidth(0);
        chain.setMinWidth(0);
        chain.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        HBox head = Nodes.styled(new HBox(note, Nodes.gap()), "pane-head", "flow-head");
        head.setAlignment(Pos.CENTER_LEFT);
        HBox foot = Nodes.styled(new HBox(chain), "callers-foot");
        foot.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(content, Priority.ALWAYS);
        list.setAccessibleText(messages.text("view.callers"));
        list.getStyleClass().add("callers-list");
        list.setCellFactory(l -> new CallerCell(this::toggle, this::open, messages));
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        list.getSelectionModel().selectedIndexProperty().addListener((o, was, is) -> chain(is.intValue()));
        getChildren().addAll(head, content, foot);
        model.state().addListener((o, was, is) -> draw(was, is));
        draw(model.state().get(), model.state().get());
    }

    private void draw(CallersState before, CallersState state) {
        note.setText("");
        content.getChildren()
                .setAll(
                        switch (state) {
                            case CallersState.Nothing(var why) -> nothing(why);
                            case CallersState.Working(var job) -> StatePage.busy(messages.text("callers.task"), job);
                            case CallersState.Failed(var problem) -> StatePage.failed(problem, messages);
                            case CallersState.Shown shown -> {
                                show(before, shown);
                                yield list;
                            }
                        });
        if (!(state instanceof CallersState.Shown)) {
            chain.setText("");
        }
    }

    private void show(CallersState before, CallersState.Shown shown) {
        String text = messages.text(shown.base() ? "callers.note.base" : "callers.note", shown.objects());
        note.setText(shown.unread() == 0 ? text : text + " " + messages.text("callers.unread", shown.unread()));
        int selected = list.getSelectionModel().getSelectedIndex();
        boolean sameTree = before instanceof CallersState.Shown was
                && was.rows().getFirst().name().equals(shown.rows().getFirst().name());
        list.setItems(FXCollections.observableList(shown.rows()));
        int row = sameTree ? Math.clamp(selected, 0, shown.rows().size() - 1) : 0;
        list.getSelectionModel().clearAndSelect(row);
        list.getFocusModel().focus(row);
        chain(row);
        if (focusWanted) {
            Platform.runLater(this::focusTree);
        }
    }

    private Node nothing(CallersState.Why why) {
        String key = "callers.none." + why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return StatePage.empty(Icons.CALLERS, messages.text(key + ".title"), messages.text(key + ".text"));
    }

    private void chain(int row) {
        List<String> names = model.chain(row);
        chain.setText(names.size() > 1 ? String.join(ARROW, names) : messages.text("callers.hint"));
    }

    private void toggle(int row) {
        CallerRow at = list.getItems().get(row);
        list.getSelectionModel().clearAndSelect(row);
        model.unfold(row, at.unfolding() == Unfolding.FOLDED);
    }

    private void open(int row) {
        model.open(row);
        opened.run();
    }

    /** Right unfolds, Left folds or goes to what it stands below, as in every tree. */
    private void key(KeyEvent event) {
        int row = list.getSelectionModel().getSelectedIndex();
        if (row < 0 || event.isAltDown() || event.isControlDown()) {
            return; // Somebody else's keys.
        }
        CallerRow at = list.getItems().get(row);
        switch (event.getCode()) {
            case RIGHT -> {
                if (at.unfolding() == Unfolding.UNFOLDED) {
                    select(row + 1);
                } else {
                    model.unfold(row, true);
                }
            }
            case LEFT -> {
                if (at.unfolding() == Unfolding.UNFOLDED) {
                    model.unfold(row, false);
                } else {
                    select(model.parent(row));
                }
            }
            case ENTER -> open(row);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void select(int row) {
        list.getSelectionModel().clearAndSelect(row);
        list.getFocusModel().focus(row);
        list.scrollTo(Math.max(0, row - 2));
    }

    /** Gives the keyboard to the tree. */
    public void focusTree() {
        focusWanted = list.getScene() == null;
        list.requestFocus();
    }
}
