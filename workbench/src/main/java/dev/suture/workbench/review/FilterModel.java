package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the user asks to see of the changes. */
public final class FilterModel {
    /** The statuses a change can have, in the order in which they are offered. */
    public static final List<Status> STATUSES = List.of(Status.CHANGED, Status.ADDED, Status.DELETED);

    /** The kinds of items, in the order in which they are offered. */
    public static final List<ItemKind> KINDS = List.of(ItemKind.FUNCTION, ItemKind.DATA);

    private final StringProperty text = new SimpleStringProperty("");
    private final Map<Status, BooleanProperty> statuses = new EnumMap<>(Status.class);
    private final Map<ItemKind, BooleanProperty> kinds = new EnumMap<>(ItemKind.class);
    private final BooleanProperty setAside = new SimpleBooleanProperty(false);

    /** @param changed is run whenever the user asks for something else */
    FilterModel(Runnable changed) {
        STATUSES.forEach(status -> statuses.put(status, new SimpleBooleanProperty(true)));
        KINDS.forEach(kind -> kinds.put(kind, new SimpleBooleanProperty(true)));
        text.addListener((o, was, is) -> changed.run());
        setAside.addListener((o, was, is) -> changed.run());
        statuses.values().forEach(p -> p.addListener((o, was, is) -> changed.run()));
        kinds.values().forEach(p -> p.addListener((o, was, is) -> changed.run()));
    }

    /** What a name must contain, whatever its case; an object's name counts for all its changes. */
    public StringProperty text() {
        return text;
    }

    /** Whether changes of a status are shown. */
    public BooleanProperty shown(Status status) {
        return statuses.get(status);
    }

    /** Whether functions, or data, are shown. */
    public BooleanProperty shown(ItemKind kind) {
        return kinds.get(kind);
    }

    /** Whether changes that the engine's filters set aside as noise are shown; at first they are not. */
    public BooleanProperty setAsideShown() {
        return setAside;
    }

    /** As it stands now. */
    ChangeFilter current() {
        return new ChangeFilter(
                text.get().strip().toLowerCase(Locale.ROOT), chosen(statuses), chosen(kinds), setAside.get());
    }

    private static <K> Set<K> chosen(Map<K, BooleanProperty> properties) {
        return properties.entrySet().stream()
                .filter(e -> e.getValue().get())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
