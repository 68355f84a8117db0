package dev.suture.workbench.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.workbench.text.Messages;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeymapTest {
    private final Actions actions = new Actions(Messages.english());
    private final Keymap keymap = new Keymap(actions);
    private final SimpleObjectProperty<Optional<String>> refusal = new SimpleObjectProperty<>(Optional.empty());
    private int ran;

    @BeforeEach
    void someActions() {
        actions.add(Action.always("go.next", Action.Menu.GO, "F7", () -> ran++));
        actions.add(Action.unless(refusal, "go.filter", Action.Menu.GO, "Ctrl+F", () -> ran++));
        actions.add(Action.always("view.reset-layout", Action.Menu.VIEW, "", () -> ran++));
    }

    private Action action(String id) {
        return actions.find(id).orElseThrow();
    }

    private static Optional<KeyCombination> keys(String text) {
        return Optional.of(KeyCombination.valueOf(text));
    }

    @Test
    void whatTheUserChoseStandsInPlaceOfTheStandard() {
        keymap.assign(action("go.next"), keys("Ctrl+N"));
        assertThat(keymap.keys(action("go.next"))).isEqualTo(keys("Ctrl+N"));
        assertThat(keymap.keys(action("go.filter"))).isEqualTo(keys("Ctrl+F"));
        assertThat(keymap.chosen().get()).containsExactly(Map.entry("go.next", "Ctrl+N"));
        keymap.reset();
        assertThat(keymap.keys(action("go.next"))).isEqualTo(keys("F7"));
    }

    @Test
    void keysMoveOverFromWhoeverHadThem() {
        keymap.assign(action("view.reset-layout"), keys("F7"));
        assertThat(keymap.keys(action("go.next"))).isEmpty();
        assertThat(keymap.holder(KeyCombination.valueOf("F7"))).contains(action("view.reset-layout"));
        Keymap later = new Keymap(actions);
        later.restore(keymap.chosen().get());
        assertThat(later.keys(action("go.next"))).isEmpty();
        assertThat(later.keys(action("view.reset-layout"))).isEqualTo(keys("F7"));
    }

    @Test
    void whatMakesNoSenseIsNotTakenOver() {
        keymap.restore(Map.of("go.next", "Ctrl+Nowhere", "gone.action", "F3", "go.filter", ""));
        assertThat(keymap.keys(action("go.next"))).isEqualTo(keys("F7"));
        assertThat(keymap.keys(action("go.filter"))).isEmpty();
    }

    @Test
    void whatIsRefusedIsNotDone() {
        refusal.set(Optional.of("Open two builds first."));
        action("go.filter").run();
        assertThat(ran).isZero();
        refusal.set(Optional.empty());
        action("go.filter").run();
        assertThat(ran).isOne();
    }

    @Test
    void thePaletteFindsByLettersInTheirOrderAndPutsWhatCanBeDoneFirst() {
        PaletteModel palette = new PaletteModel(actions, keymap);
        palette.open();
        assertThat(palette.entries().get()).hasSize(3);
        palette.typed().set("nxdi");
        assertThat(palette.entries().get())
                .singleElement()
                .satisfies(e -> assertThat(e.action().id()).isEqualTo("go.next"))
                .satisfies(e -> assertThat(e.keys()).isEqualTo("F7"));
        palette.typed().set("f");
        assertThat(palette.entries().get())
                .first()
                .satisfies(e -> assertThat(e.action().id()).isEqualTo("go.filter"));
        refusal.set(Optional.of("Open two builds first."));
        palette.typed().set("fi");
        assertThat(palette.entries().get())
                .last()
                .satisfies(e -> assertThat(e.refusal()).contains("Open two builds first."));
        palette.typed().set("zzz");
        assertThat(palette.entries().get()).isEmpty();
    }
}
