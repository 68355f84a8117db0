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
    private final ReadOnlyObjectWrapper<ReviewState> state = new ReadOnlyObjectWrapper<>(new ReviewState.Idle());
    private final StringProperty filter = new SimpleStringProperty("");
    private final Map<Status, BooleanProperty> shown = new EnumMap<>(Status.class);
    private final ObservableList<ChangeGroup> groups = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<ChangeGroup> groupsView = FXCollections.unmodifiableObservableList(groups);

    private final ObjectProperty<Selection> selection = new SimpleObjectProperty<>(new Selection.Nothing());

    private Optional<DiffReport> report = Optional.empty();

    public ReviewModel(Background background, Comparer comparer, Messages messages) {
        this.comparer = comparer;
        this.messages = messages;
        this.comparing = background.latest();
        STATUSES.forEach(status -> {
            BooleanProperty show = new SimpleBooleanProperty(true);
            show.addListener((o, was, is) -> refilter());
            shown.put(status, show);
        });
        filter.addListener((o, was, is) -> refilter());
    }

    /** Compares two object files or folders; what was open is closed. */
    public void open(Path base, Path patched) {
        selection.set(new Selection.Nothing());
        groups.clear();
        report = Optional.empty();
        state.set(new ReviewState.Comparing(comparing.run(
                messages.text("task.compare"),
                job -> comparer.compare(base, patched, job),
                this::show,
                problem -> state.set(new ReviewState.Failed(problem)))));
    }

    private void show(DiffReport report) {
        this.report = Optional.of(report);
        refilter(); // First, so that whoever hears of the report finds its changes.
        state.set(new ReviewState.Ready(report));
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

    /** What passes the filter. */
    public ObservableList<ChangeGroup> groups() {
        return groupsView;
    }

    /** Never null. */
    public ObjectProperty<Selection> selection() {
        return selection;
    }

    /** How many changes have a status, filtered or not. */
    public long count(Status status) {
        return report().map(r -> r.objects().stream()
                        .flatMap(o -> o.changes().stream())
                        .filter(c -> c.status() == status)
                        .count())
                .orElse(0L);
    }

    /**
     * Selects the change after ({@code step} 1) or before (−1) the selected one, among those that pass the filter.
     *
     * @return whether there was one
     */
    public boolean move(int step) {
        List<OneChange> visible = groups.stream()
                .flatMap(g -> g.changes().stream().map(c -> new OneChange(g.object(), c)))
                .toList();
        int at = position(visible, step);
        if (at < 0 || at >= visible.size()) {
            return false;
        }
        selection.set(visible.get(at));
        return true;
    }

    /** Selects what tells most at first sight: the first changed function, or the first change if there is none. */
    public void selectFirst() {
        groups.stream()
                .flatMap(g -> g.changes().stream().map(c -> new OneChange(g.object(), c)))
                .min(Comparator.comparing(c ->
                        c.change().kind() != ItemKind.FUNCTION || c.change().status() != Status.CHANGED))
                .ifPresent(selection::set);
    }

    private int position(List<OneChange> visible, int step) {
        return switch (selection.get()) {
            case OneChange change -> {
                int at = visible.indexOf(change);
                yield at < 0 ? 0 : at + step;
            }
            case Selection.WholeObject(ObjectDiff object) ->
                visible.stream()
                        .filter(c -> c.object().equals(object))
                        .findFirst()
                        .map(visible::indexOf)
                        .orElse(0);
            case Selection.Nothing() -> 0;
        };
    }

    private void refilter() {
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        List<ChangeGroup> passing = report().stream()
                .flatMap(r -> r.objects().stream())
                .filter(o -> o.status() != Status.UNCHANGED)
                .map(o -> new ChangeGroup(o, passing(o, wanted)))
                .filter(g -> !g.changes().isEmpty())
                .toList();
        groups.setAll(passing);
        boolean gone = selection.get() instanceof OneChange(ObjectDiff object, Change change)
                && passing.stream()
                        .noneMatch(g -> g.object().equals(object) && g.changes().contains(change));
        if (gone) {
            selection.set(new Selection.Nothing());
        }
    }

    private List<Change> passing(ObjectDiff object, String wanted) {
        boolean objectMatches = matches(object.name(), wanted);
        return object.changes().stream()
                .filter(c -> shown.get(c.status()).get())
                .filter(c -> objectMatches || matches(c.name(), wanted))
                .toList();
    }

    private static boolean matches(String name, String wanted) {
        return name.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
