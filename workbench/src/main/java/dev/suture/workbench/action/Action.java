package dev.suture.workbench.action;

import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;

/**
 * One thing a user can do. Its text is the message {@code action.ID}.
 *
 * @param id stable, as settings name it, e.g. {@code go.next}
 * @param menu where it stands
 * @param standardKeys the keys it has unless the user chose others
 * @param refusal why it cannot be done now, in a sentence; empty while it can
 * @param work does it; on the FX thread
 */
public record Action(
        String id,
        Menu menu,
        Optional<KeyCombination> standardKeys,
        ObservableValue<Optional<String>> refusal,
        Runnable work) {
    /** The menus, from left to right. */
    public enum Menu {
        FILE,
        VIEW,
        GO,
        REVIEW,
        DEPLOY,
        HELP
    }

    private static final ObservableValue<Optional<String>> NEVER_REFUSED = new SimpleObjectProperty<>(Optional.empty());

    /** One that can always be done. */
    public static Action always(String id, Menu menu, String keys, Runnable work) {
        return new Action(id, menu, keys(keys), NEVER_REFUSED, work);
    }

    /** One that can be done unless there is a reason against it. */
    public static Action unless(
            ObservableValue<Optional<String>> refusal, String id, Menu menu, String keys, Runnable work) {
        return new Action(id, menu, keys(keys), refusal, work);
    }

    /** Whether it can be done now. */
    public boolean possible() {
        return refusal.getValue().isEmpty();
    }

    /** Does it if it is possible now. */
    public void run() {
        if (possible()) {
            work.run();
        }
    }

    /** @param keys as {@link KeyCombination#valueOf} reads them; blank for none */
    private static Optional<KeyCombination> keys(String keys) {
        return keys.isBlank() ? Optional.empty() : Optional.of(KeyCombination.valueOf(keys));
    }
}
