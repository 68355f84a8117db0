package dev.suture.workbench.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.input.KeyCombination;

/** The command palette: what is typed, and the actions that fit it, the best first. */
public final class PaletteModel {
    private final Actions actions;
    private final Keymap keymap;
    private final StringProperty typed = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<Entry>> entries = new ReadOnlyObjectWrapper<>(List.of());

    /**
     * One line.
     *
     * @param text menu and action
     * @param keys how it is done without the palette; empty if it has no keys
     * @param refusal why it cannot be done now; empty if it can
     */
    public record Entry(Action action, String text, String keys, Optional<String> refusal) {}

    private record Scored(Entry entry, int score) {}

    public PaletteModel(Actions actions, Keymap keymap) {
        this.actions = actions;
        this.keymap = keymap;
        typed.addListener((o, was, is) -> refresh());
    }

    public StringProperty typed() {
        return typed;
    }

    public ReadOnlyObjectProperty<List<Entry>> entries() {
        return entries.getReadOnlyProperty();
    }

    /** Begins anew: nothing typed, all actions there. */
    public void open() {
        typed.set("");
        refresh();
    }

    private void refresh() {
        List<Scored> fitting = new ArrayList<>();
        for (Action action : actions.all()) {
            Entry entry = entry(action);
            OptionalInt score = FuzzyMatch.score(typed.get(), entry.text());
            score.ifPresent(s -> fitting.add(new Scored(entry, s)));
        }
        if (!typed.get().isBlank()) {
            // Stable: equally good ones stay in the order of the menus. What can be done goes first.
            fitting.sort(Comparator.comparing((Scored s) -> s.entry().refusal().isPresent())
                    .thenComparing(Comparator.comparingInt(Scored::score).reversed()));
        }
        entries.set(fitting.stream().map(Scored::entry).toList());
    }

    private Entry entry(Action action) {
        return new Entry(
                action,
                actions.text(action.menu()) + ": " + actions.text(action),
                keymap.keys(action).map(KeyCombination::getDisplayText).orElse(""),
                action.refusal().getValue());
    }
}
