package dev.suture.workbench.action;

import dev.suture.workbench.text.Messages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that can be done in the window, in the order of the menus. */
public final class Actions {
    private final Messages messages;
    private final Map<String, Action> byId = new LinkedHashMap<>();

    public Actions(Messages messages) {
        this.messages = messages;
    }

    /** @throws IllegalArgumentException if there is one of that id already */
    public void add(Action action) {
        if (byId.putIfAbsent(action.id(), action) != null) {
            throw new IllegalArgumentException("There are two actions " + action.id() + ".");
        }
    }

    public Collection<Action> all() {
        return List.copyOf(byId.values());
    }

    /** Those of one menu, in the order they were added. */
    public List<Action> in(Action.Menu menu) {
        List<Action> result = new ArrayList<>(byId.values());
        result.removeIf(a -> a.menu() != menu);
        return result;
    }

    public Optional<Action> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What people read in menus. */
    public String text(Action action) {
        return messages.text("action." + action.id());
    }

    public String text(Action.Menu menu) {
        return messages.text("menu." + menu.name().toLowerCase(java.util.Locale.ROOT));
    }
}
