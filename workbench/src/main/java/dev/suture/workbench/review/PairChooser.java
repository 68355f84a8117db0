package dev.suture.workbench.review;

import dev.suture.diff.compare.Similarity;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.review.Selection.OneChange;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Asks with what an item that only one build has is to be paired; the most alike comes first. */
public final class PairChooser {
    /** More are offered by name only: to tell how alike they are would take longer than somebody waits. */
    private static final int COMPARED = 500;

    private final ReviewModel model;
    private final Reviewing reviewing;
    private final Messages messages;
    private final TextField filter = Nodes.named(new TextField(), "pair-filter");
    private final ListView<Offer> list = Nodes.named(new ListView<>(), "pair-list");

    private record Offer(OneChange one, double similarity) {}

    public PairChooser(ReviewModel model, Reviewing reviewing, Messages messages) {
        this.model = model;
        this.reviewing = reviewing;
        this.messages = messages;
    }

    /** Shows it until something is chosen or it is left. */
    public void show(Window owner) {
        if (!(model.selection().get() instanceof OneChange(ObjectDiff _, Change change))) {
            return;
        }
        FilteredList<Offer> offers = new FilteredList<>(FXCollections.observableList(offers(change)));
        filter.textProperty().addListener((o, was, is) -> {
            String wanted = is.strip().toLowerCase(Locale.ROOT);
            offers.setPredicate(offer ->
                    offer.one().change().name().toLowerCase(Locale.ROOT).contains(wanted));
            list.getSelectionModel().selectFirst();
        });
        list.setItems(offers);
        list.setCellFactory(l -> new OfferCell());
        list.getSelectionModel().selectFirst();
        list.setPrefSize(560, 300);
        filter.setPromptText(messages.text("pair.filter"));
        filter.setAccessibleText(messages.text("pair.filter"));
        list.setAccessibleText(messages.text("pair.title"));

        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.initOwner(owner);
        dialog.setTitle(messages.text("pair.title"));
        dialog.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        VBox content = new VBox(Nodes.paragraph(messages.text("pair.text", change.name()), "muted"), filter, list);
        content.setSpacing(10);
        content.setPrefWidth(560);
        dialog.getDialogPane().setContent(content);
        ButtonType pair = new ButtonType(messages.text("pair.do"), ButtonBar.ButtonData.OK_DONE);
        dialog.getDialogPane().getButtonTypes().addAll(pair, ButtonType.CANCEL);
        Button button = (Button) dialog.getDialogPane().lookupButton(pair);
        button.setId("pair-do");
        button.disableProperty()
                .bind(list.getSelectionModel().selectedItemProperty().isNull());
        filter.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                e.consume();
            }
        });
        list.setOnMouseClicked(e -> {
            if (e.getClickCount() == 2) {
                button.fire();
            }
        });
        dialog.setOnShown(e -> filter.requestFocus());
        dialog.setResultConverter(type -> type);
        dialog.resultProperty().addListener((o, was, is) -> {
            Offer chosen = list.getSelectionModel().getSelectedItem();
            if (is == pair && chosen != null) {
                reviewing.pair(chosen.one());
            }
        });
        dialog.show();
    }

    private List<Offer> offers(Change change) {
        List<OneChange> candidates = reviewing.candidates();
        return candidates.stream()
                .map(c -> new Offer(c, candidates.size() > COMPARED ? 0 : similarity(change, c.change())))
                .sorted(Comparator.comparingDouble(Offer::similarity)
                        .reversed()
                        .thenComparing(o -> o.one().change().name()))
                .toList();
    }

    private static double similarity(Change one, Change other) {
        return one.status() == Status.DELETED
                ? Similarity.of(one.item(), other.item())
                : Similarity.of(other.item(), one.item());
    }

    private final class OfferCell extends ListCell<Offer> {
        private final Label name = Nodes.label("", "item-cell");
        private final Label details = Nodes.label("", "delta");
        private final HBox line = Nodes.styled(new HBox(name, Nodes.gap(), details), "change-line");

        private OfferCell() {
            line.setAlignment(Pos.CENTER_LEFT);
            name.setMinWidth(0);
            details.setMinWidth(USE_PREF_SIZE);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Offer offer, boolean empty) {
            super.updateItem(offer, empty);
            boolean none = empty || offer == null;
            setGraphic(none ? null : line);
            if (!none) {
                Change change = offer.one().change();
                name.setText(change.name());
                details.setText(messages.text(
                        "pair.alike", Amounts.share(offer.similarity()), change.baseSize() + change.patchedSize()));
            }
        }
    }
}
