package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Status;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Locale;
import java.util.function.ToLongFunction;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Counts that are filters too: by status, by kind, and what was set aside. */
final class FilterChips extends VBox {
    /** From this count on the chips have no room for a word beside it; the tooltip has it. */
    private static final int TOO_LONG_FOR_WORDS = 1000;

    private final ReviewModel model;
    private final Messages messages;
    private final HBox kinds = Nodes.styled(new HBox(), "chips");

    FilterChips(ReviewModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("chip-rows");
        HBox statuses = Nodes.styled(new HBox(), "chips");
        FilterModel.STATUSES.forEach(status -> statuses.getChildren().add(chip(status)));
        FilterModel.KINDS.forEach(kind -> kinds.getChildren().add(chip(kind)));
        kinds.getChildren().add(setAside());
        getChildren().addAll(statuses, kinds);
    }

    private ToggleButton chip(Status status) {
        String key = StatusStyle.key(status);
        ToggleButton chip = chip("chip-" + key, model.filter().shown(status), "changes.chip.tip." + key);
        chip.getStyleClass().add(StatusStyle.style(status));
        counted(chip, counts -> counts.of(status), StatusStyle.sign(status) + " ", "status." + key);
        return chip;
    }

    private ToggleButton chip(ItemKind kind) {
        String key = kind.name().toLowerCase(Locale.ROOT);
        ToggleButton chip = chip("chip-" + key, model.filter().shown(kind), "changes.chip.tip." + key);
        chip.getStyleClass().add("kind-chip");
        chip.setGraphic((kind == ItemKind.FUNCTION ? Icons.FUNCTION : Icons.DATUM).node());
        counted(chip, counts -> counts.of(kind), "", "changes.chip." + key);
        return chip;
    }

    /** There only if something was set aside: what does not count must not be overlooked either. */
    private ToggleButton setAside() {
        ToggleButton chip = chip("chip-set-aside", model.filter().setAsideShown(), "changes.set-aside.tip");
        chip.getStyleClass().add("set-aside-chip");
        Runnable count = () -> {
            chip.setText(messages.text("changes.set-aside", model.counts().setAside()));
            Nodes.show(chip, model.counts().setAside() > 0);
        };
        model.state().addListener((o, was, is) -> count.run());
        count.run();
        return chip;
    }

    private ToggleButton chip(String id, BooleanProperty shown, String tipKey) {
        ToggleButton chip = Nodes.styled(Nodes.named(new ToggleButton(), id), "chip");
        chip.selectedProperty().bindBidirectional(shown);
        chip.setTooltip(new Tooltip(messages.text(tipKey)));
        chip.setMaxWidth(Double.MAX_VALUE);
        chip.setMinWidth(0);
        HBox.setHgrow(chip, Priority.ALWAYS);
        return chip;
    }

    private void counted(ToggleButton chip, ToLongFunction<ChangeCounts> of, String sign, String wordKey) {
        Runnable count = () -> {
            ChangeCounts counts = model.counts();
            long own = of.applyAsLong(counts);
            String number = sign + "%,d".formatted(own);
            String word = messages.text(wordKey, own);
            boolean large = FilterModel.STATUSES.stream().anyMatch(s -> counts.of(s) >= TOO_LONG_FOR_WORDS);
            chip.setText(large ? number : number + " " + word);
            chip.setAccessibleText(number + " " + word);
            chip.setDisable(own == 0);
        };
        model.state().addListener((o, was, is) -> count.run());
        count.run();
    }
}
