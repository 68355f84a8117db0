package dev.suture.workbench.action;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** Which keys do what: the standard ones, and what the user put in their place. */
public final class Keymap {
    private static final String NO_KEYS = "";

    private final Actions actions;
    private final ReadOnlyObjectWrapper<Map<String, String>> chosen = new ReadOnlyObjectWrapper<>(Map.of());

    public Keymap(Actions actions) {
        this.actions = actions;
    }

    /** What differs from the standard: by action, the keys as text, or an empty text for none. */
    public ReadOnlyObjectProperty<Map<String, String>> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /** Takes over what was chosen another time; what makes no sense any more is left out. */
    public void restore(Map<String, String> saved) {
        Map<String, String> kept = new LinkedHashMap<>();
        saved.forEach((id, keys) -> {
            if (actions.find(id).isPresent()
                    && (keys.equals(NO_KEYS) || read(keys).isPresent())) {
                kept.put(id, keys);
            }
        });
        chosen.set(Map.copyOf(kept));
    }

    /** The keys of an action. */
    public Optional<KeyCombination> keys(Action action) {
        String own = chosen.get().get(action.id());
        return own == null ? action.standardKeys() : read(own);
    }

    /** The action that has these keys. */
    public Optional<Action> holder(KeyCombination keys) {
        return actions.all().stream()
                .filter(a -> keys(a).filter(keys::equals).isPresent())
                .findFirst();
    }

    /** Gives keys to an action; whichever had them has none afterwards. */
    public void assign(Action action, Optional<KeyCombination> keys) {
        Map<String, String> changed = new LinkedHashMap<>(chosen.get());
        keys.flatMap(this::holder).filter(h -> h != action).ifPresent(h -> put(changed, h, Optional.empty()));
        put(changed, action, keys);
        chosen.set(Map.copyOf(changed));
    }

    /** Back to the standard for all. */
    public void reset() {
        chosen.set(Map.of());
    }

    private static void put(Map<String, String> into, Action action, Optional<KeyCombination> keys) {
        if (keys.equals(action.standardKeys())) {
            into.remove(action.id());
        } else {
            into.put(action.id(), keys.map(KeyCombination::getName).orElse(NO_KEYS));
        }
    }

    private static Optional<KeyCombination> read(String keys) {
        try {
            // Of a key that it does not know, valueOf makes a combination with a character that no key brings forth.
            return Optional.of(keys)
                    .filter(k -> !k.equals(NO_KEYS))
                    .map(KeyCombination::valueOf)
                    .filter(KeyCodeCombination.class::isInstance);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // Written by hand, or by a version that knew other keys.
        }
    }
}
