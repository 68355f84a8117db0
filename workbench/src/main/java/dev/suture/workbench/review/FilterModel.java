package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.workbench.mark.Seen;
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
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;

/** What the user asks to see of the changes. */
public final class FilterModel {
    /** The statuses a change can have, in the order in which they are offered. */
    public static final List<Status> STATUSES = List.of(Status.CHANGED, Status.ADDED, Status.DELETED);

    /** The kinds of items, in the order in which they are offered. */
    public static final List<ItemKind> KINDS = List.of(ItemKind.FUNCTION, ItemKind.DATA);

    private final Runnable changed;
    private final StringProperty text = new SimpleStringProperty("");
    private final Map<Status, BooleanProperty> statuses = new EnumMap<>(Status.class);
    private final Map<ItemKind, BooleanProperty> kinds = new EnumMap<>(ItemKind.class);
    private final BooleanProperty setAside = new SimpleBooleanProperty(false);
    private final ObservableSet<Severity> severities = FXCollections.observableSet();
    private final ObservableSet<String> reasons = FXCollections.observableSet();
    private final ObservableSet<Seen> seen = FXCollections.observableSet();
    private final BooleanProperty noted = new SimpleBooleanProperty(false);
    private boolean quiet;

    /** @param changed is run whenever the user asks for something else */
    FilterModel(Runnable changed) {
        this.changed = changed;
        STATUSES.forEach(status -> statuses.put(status, new SimpleBooleanProperty(true)));
        KINDS.forEach(kind -> kinds.put(kind, new SimpleBooleanProperty(true)));
        text.addListener((o, was, is) -> tell());
        setAside.addListener((o, was, is) -> tell());
        noted.addListener((o, was, is) -> tell());
        statuses.values().forEach(p -> p.addListener((o, was, is) -> tell()));
        kinds.values().forEach(p -> p.addListener((o, was, is) -> tell()));
        severities.addListener((SetChangeListener<Severity>) c -> tell());
        reasons.addListener((SetChangeListener<String>) c -> tell());
        seen.addListener((SetChangeListener<Seen>) c -> tell());
    }

    private void tell() {
        if (!quiet) {
            changed.run();
        }
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

    /** A change needs a finding of one of these; empty: it need not have any. */
    public ObservableSet<Severity> severities() {
        return severities;
    }

    /** A change needs one of these reasons; empty: any will do. */
    public ObservableSet<String> reasons() {
        return reasons;
    }

    /** Whether a change was reviewed; empty: it does not matter. */
    public ObservableSet<Seen> seen() {
        return seen;
    }

    /** Whether only changes with a note are shown. */
    public BooleanProperty notedOnly() {
        return noted;
    }

    /** How many things beyond text, status and kind are asked for. */
    public int further() {
        return severities.size() + reasons.size() + seen.size() + (noted.get() ? 1 : 0);
    }

    /** Asks for nothing in particular any more, but for what was set aside. */
    public void clear() {
        quiet = true;
        text.set("");
        statuses.values().forEach(p -> p.set(true));
        kinds.values().forEach(p -> p.set(true));
        severities.clear();
        reasons.clear();
        seen.clear();
        noted.set(false);
        quiet = false;
        tell();
    }

    /** As it stands now. */
    ChangeFilter current() {
        return new ChangeFilter(
                text.get().strip().toLowerCase(Locale.ROOT),
                chosen(statuses),
                chosen(kinds),
                setAside.get(),
                severities,
                reasons,
                seen,
                noted.get());
    }

    private static <K> Set<K> chosen(Map<K, BooleanProperty> properties) {
        return properties.entrySet().stream()
                .filter(e -> e.getValue().get())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
