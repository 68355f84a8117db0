package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.review.Selection.OneChange;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The changes of one pair of builds: what there is, what passes the filter, and what is selected. */
public final class ReviewModel {
    /** The statuses a change can have, in the order in which they are offered. */
    public static final List<Status> STATUSES = List.of(Status.CHANGED, Status.ADDED, Status.DELETED);

    private final Comparer comparer;
    private final Messages messages;
    private final Latest comparing;
    private final Latest filtering;
    private final ReadOnlyObjectWrapper<ReviewState> state = new ReadOnlyObjectWrapper<>(new ReviewState.Idle());
    private final StringProperty filter = new SimpleStringProperty("");
    private final Map<Status, BooleanProperty> shown = new EnumMap<>(Status.class);
    private final BooleanProperty setAside = new SimpleBooleanProperty(false);
    private final ObservableList<ChangeGroup> groups = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<ChangeGroup> groupsView = FXCollections.unmodifiableObservableList(groups);

    private final ObjectProperty<Selection> selection = new SimpleObjectProperty<>(new Selection.Nothing());

    private Optional<DiffReport> report = Optional.empty();
    private VisibleChanges visible = new VisibleChanges(List.of());

    public ReviewModel(Background background, Comparer comparer, Messages messages) {
        this.comparer = comparer;
        this.messages = messages;
        this.comparing = background.latest();
        this.filtering = background.latest();
        STATUSES.forEach(status -> {
            BooleanProperty show = new SimpleBooleanProperty(true);
            show.addListener((o, was, is) -> refilter());
            shown.put(status, show);
        });
        setAside.addListener((o, was, is) -> refilter());
        filter.addListener((o, was, is) -> refilter());
    }

    /** Compares two object files or folders; what was open is closed. */
    public void open(Path base, Path patched) {
        selection.set(new Selection.Nothing());
        filtering.clear();
        report = Optional.empty();
        show(new VisibleChanges(List.of()));
        state.set(new ReviewState.Comparing(comparing.run(
                messages.text("task.compare"),
                job -> comparer.compare(base, patched, job),
                this::show,
                problem -> state.set(new ReviewState.Failed(problem)))));
    }

    private void show(DiffReport report) {
        this.report = Optional.of(report);
        refilter();
    }

    public ReadOnlyObjectProperty<ReviewState> state() {
        return state.getReadOnlyProperty();
    }

    /** The report, once it is there. */
    public Optional<DiffReport> report() {
        return report;
    }

    /** What a name must contain, whatever its case; an object's name counts for all its changes. */
    public StringProperty filter() {
        return filter;
    }

    /** Whether changes of a status are shown. */
    public BooleanProperty shown(Status status) {
        return shown.get(status);
    }

    /** Whether changes that the engine's filters set aside as noise are shown; at first they are not. */
    public BooleanProperty setAsideShown() {
        return setAside;
    }

    /** How many changes the engine's filters set aside. */
    public long setAsideCount() {
        return report().map(r -> r.objects().stream()
                        .flatMap(o -> o.changes().stream())
                        .filter(c -> !c.counts())
                        .count())
                .orElse(0L);
    }

    /** What passes the filter; follows a change of the filter as soon as a background thread has worked it out. */
    public ObservableList<ChangeGroup> groups() {
        return groupsView;
    }

    /** Never null. */
    public ObjectProperty<Selection> selection() {
        return selection;
    }

    /** How many changes that count have a status, filtered or not. */
    public long count(Status status) {
        return report().map(r -> r.objects().stream()
                        .flatMap(o -> o.changes().stream())
                        .filter(c -> c.counts() && c.status() == status)
                        .count())
                .orElse(0L);
    }

    /**
     * Selects the change after ({@code step} 1) or before (−1) the selected one, among those that pass the filter.
     *
     * @return whether there was one
     */
    public boolean move(int step) {
        int at = visible.step(selection.get(), step);
        if (at < 0 || at >= visible.order().size()) {
            return false;
        }
        selection.set(visible.order().get(at));
        return true;
    }

    /** Selects what tells most at first sight: the first changed function, or the first change if there is none. */
    public void selectFirst() {
        visible.order().stream()
                .min(Comparator.comparing(c ->
                        c.change().kind() != ItemKind.FUNCTION || c.change().status() != Status.CHANGED))
                .ifPresent(selection::set);
    }

    private void refilter() {
        if (report.isEmpty()) {
            return;
        }
        DiffReport all = report.get();
        ChangeFilter wanted = new ChangeFilter(
                filter.get().strip().toLowerCase(Locale.ROOT),
                STATUSES.stream().filter(s -> shown.get(s).get()).collect(Collectors.toSet()),
                setAside.get());
        filtering.run(
                Background.UNTITLED,
                job -> new VisibleChanges(wanted.apply(all, job)),
                passing -> {
                    show(passing);
                    ready(all);
                },
                problem -> state.set(new ReviewState.Failed(problem)));
    }

    /** After the first filtering, so that whoever hears of the report finds its changes. */
    private void ready(DiffReport all) {
        boolean known = state.get() instanceof ReviewState.Ready(DiffReport before) && before == all;
        if (!known) {
            state.set(new ReviewState.Ready(all));
        }
    }

    private void show(VisibleChanges passing) {
        visible = passing;
        groups.setAll(passing.groups());
        boolean gone = selection.get() instanceof OneChange(ObjectDiff _, Change change) && !passing.contains(change);
        if (gone) {
            selection.set(new Selection.Nothing());
        }
    }
}
