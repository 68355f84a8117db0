package dev.suture.workbench.start;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What was opened lately, the latest first. */
public final class RecentWork {
    private static final int KEPT = 12;

    private final ReadOnlyObjectWrapper<List<Recent>> entries = new ReadOnlyObjectWrapper<>(List.of());

    public ReadOnlyObjectProperty<List<Recent>> entries() {
        return entries.getReadOnlyProperty();
    }

    /** Takes over what was kept from another time. */
    public void restore(List<Recent> saved) {
        entries.set(List.copyOf(saved.subList(0, Math.min(KEPT, saved.size()))));
    }

    /** Puts something in front; it does not stand there twice. */
    public void opened(Recent recent) {
        List<Recent> changed = new ArrayList<>(List.of(recent));
        entries.get().stream().filter(e -> !e.isOf(recent)).forEach(changed::add);
        restore(changed);
    }

    /** Forgets one. */
    public void forget(Recent recent) {
        entries.set(entries.get().stream().filter(e -> !e.isOf(recent)).toList());
    }
}
