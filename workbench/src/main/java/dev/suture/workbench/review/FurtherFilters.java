package dev.suture.workbench.review;

import dev.suture.diff.model.Severity;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.text.Messages;
import java.util.Locale;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

/** What is filtered more seldom: by findings, marks and reasons. Its button says how many of these are in force. */
final class FurtherFilters extends MenuButton {
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

    private final ReviewModel model;
    private final FilterModel filter;
    private final Messages messages;

    FurtherFilters(ReviewModel model, Messages messages) {
        super("", Icons.MORE_FILTERS.node());
        this.model = model;
        this.filter = model.filter();
        this.messages = messages;
        setId("further-filters");
        getStyleClass().addAll("further-filters");
        setMinWidth(USE_PREF_SIZE);
        setOnShowing(e -> offer());
        filter.severities().addListener((SetChangeListener<Severity>) c -> count());
        filter.reasons().addListener((SetChangeListener<String>) c -> count());
        filter.seen().addListener((SetChangeListener<Seen>) c -> count());
        filter.notedOnly().addListener((o, was, is) -> count());
        offer();
        count();
    }

    private void count() {
        int further = filter.further();
        setText(further == 0 ? "" : String.valueOf(further));
        pseudoClassStateChanged(ACTIVE, further > 0);
        String text = messages.text("changes.further", further);
        setAccessibleText(text);
        setTooltip(new Tooltip(text));
    }

    /** What there is to choose from depends on the report. */
    private void offer() {
        getItems().clear();
        heading("changes.further.severity");
        for (Severity severity : Severity.values()) {
            String word = severity.name().toLowerCase(Locale.ROOT);
            choice("filter-" + word, messages.text("severity." + word), filter.severities(), severity);
        }
        heading("changes.further.seen");
        for (Seen seen : Seen.values()) {
            choice(
                    SeenStyle.style(seen).replace("seen", "filter"),
                    messages.text(SeenStyle.key(seen)),
                    filter.seen(),
                    seen);
        }
        CheckMenuItem noted = item("filter-noted", messages.text("changes.further.noted"));
        noted.selectedProperty().bindBidirectional(filter.notedOnly());
        if (!model.index().reasons().isEmpty()) {
            heading("changes.further.reason");
        }
        model.index()
                .reasons()
                .forEach((id, count) -> choice(
                        "filter-" + id,
                        messages.text("changes.further.counted", ReasonChip.text(id, messages), count),
                        filter.reasons(),
                        id));
        getItems().add(new SeparatorMenuItem());
        MenuItem clear = new MenuItem(messages.text("changes.further.clear"));
        clear.setId("filter-clear");
        clear.setOnAction(e -> filter.clear());
        getItems().add(clear);
    }

    private void heading(String key) {
        MenuItem heading = new MenuItem(messages.text(key));
        heading.setDisable(true);
        heading.getStyleClass().add("menu-heading");
        getItems().add(heading);
    }

    private CheckMenuItem item(String id, String text) {
        CheckMenuItem item = new CheckMenuItem(text);
        item.setId(id);
        item.setMnemonicParsing(false);
        getItems().add(item);
        return item;
    }

    private <T> void choice(String id, String text, ObservableSet<T> chosen, T value) {
        CheckMenuItem item = item(id, text);
        item.setSelected(chosen.contains(value));
        item.selectedProperty().addListener((o, was, is) -> {
            if (is) {
                chosen.add(value);
            } else {
                chosen.remove(value);
            }
        });
    }
}
