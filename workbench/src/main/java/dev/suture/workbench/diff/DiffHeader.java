package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.review.StatusStyle;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Above the sides: what is shown, its sizes and status, and which difference the user is at. */
final class DiffHeader extends VBox {
    private final Messages messages;
    private final HBox badge = new HBox();
    private final Label name = Nodes.named(Nodes.label("", "diff-name"), "diff-name");
    private final Label details = Nodes.label("", "pane-subtitle");
    private final Label noSource = Nodes.label("", "pane-subtitle", "no-source");
    private final Label position = Nodes.named(Nodes.label("", "diff-position"), "diff-position");
    private final DiffModel model;

    DiffHeader(DiffModel model, Navigator navigator, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().addAll("pane-head", "diff-header");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        details.setMinWidth(0);
        badge.setAlignment(Pos.CENTER);
        badge.setMinWidth(USE_PREF_SIZE);
        noSource.setText(messages.text("diff.no-source"));
        Nodes.show(noSource, false);
        position.setMinWidth(USE_PREF_SIZE);
        HBox title = Nodes.styled(new HBox(badge, name), "diff-title");
        title.setAlignment(Pos.CENTER_LEFT);
        HBox tools = Nodes.styled(
                new HBox(
                        details,
                        noSource,
                        Nodes.gap(),
                        toggles(),
                        position,
                        button("diff-previous", Icons.PREVIOUS, "diff.previous", navigator::previous),
                        button("diff-next", Icons.NEXT, "diff.next", navigator::next)),
                "diff-tools");
        tools.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(title, tools);
    }

    private HBox toggles() {
        HBox toggles = Nodes.styled(
                new HBox(
                        toggle("diff-all-rows", Icons.UNFOLD, DiffSettings::allRows, DiffSettings::withAllRows),
                        toggle("diff-source", Icons.SOURCE, DiffSettings::source, DiffSettings::withSource),
                        toggle(
                                "diff-source-text",
                                Icons.SOURCE_TEXT,
                                DiffSettings::sourceText,
                                DiffSettings::withSourceText),
                        toggle("diff-unified", Icons.UNIFIED, DiffSettings::unified, DiffSettings::withUnified)),
                "diff-toggles");
        toggles.setAlignment(Pos.CENTER_LEFT);
        toggles.setMinWidth(USE_PREF_SIZE);
        return toggles;
    }

    private ToggleButton toggle(
            String id, Icons icon, Predicate<DiffSettings> get, BiFunction<DiffSettings, Boolean, DiffSettings> set) {
        ToggleButton toggle = Nodes.named(new ToggleButton("", icon.node()), id);
        String text = messages.text(id.replace('-', '.'));
        toggle.getStyleClass().addAll("button-icon", "diff-toggle");
        toggle.setTooltip(new Tooltip(text));
        toggle.setAccessibleText(text);
        toggle.setSelected(get.test(model.settings().get()));
        toggle.selectedProperty()
                .addListener((o, was, is) ->
                        model.settings().set(set.apply(model.settings().get(), is)));
        model.settings().addListener((o, was, is) -> toggle.setSelected(get.test(is)));
        return toggle;
    }

    private Button button(String id, Icons icon, String key, Runnable action) {
        Button button = Nodes.named(new Button("", icon.node()), id);
        button.getStyleClass().addAll("button-icon", "flat");
        button.setTooltip(new Tooltip(messages.text(key)));
        button.setAccessibleText(messages.text(key));
        button.setOnAction(e -> action.run());
        return button;
    }

    void show(ObjectDiff object, Change change) {
        badge.getChildren().setAll(StatusStyle.badge(change.status()));
        name.setText(change.name());
        name.setTooltip(new Tooltip(change.name()));
        details.setText(messages.text(
                "diff.details",
                messages.text("kind." + change.kind().name().toLowerCase(Locale.ROOT)),
                object.name(),
                messages.text("status." + StatusStyle.key(change.status())),
                sizes(change)));
    }

    private String sizes(Change change) {
        if (change.base().isEmpty()) {
            return messages.text("diff.bytes", change.patchedSize());
        }
        if (change.patched().isEmpty()) {
            return messages.text("diff.bytes", change.baseSize());
        }
        return messages.text(
                "diff.sizes",
                change.baseSize(),
                change.patchedSize(),
                Amounts.delta(change.patchedSize() - change.baseSize()));
    }

    /** Says where source lines are asked for and there are none. */
    void showRows(RenderedDiff rendered) {
        DiffSettings wanted = model.settings().get();
        boolean missing = wanted.source() && !rendered.hasSource() || wanted.sourceText() && !rendered.lineNumbers();
        noSource.setText(messages.text(wanted.sourceText() ? "diff.no-source-text" : "diff.no-source"));
        Nodes.show(noSource, missing);
    }

    void showPosition(int at, int of) {
        position.setText(
                of == 0 ? messages.text("diff.no-position") : messages.text("diff.position", Math.max(0, at) + 1, of));
    }
}
