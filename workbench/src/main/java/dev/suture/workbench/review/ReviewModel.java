package dev.suture.workbench.review;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.review.Selection.OneChange;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.BackgroundTask;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The changes of one pair of builds: what there is, what passes the filter, and what is selected. */
public final class ReviewModel {
    private final Comparer comparer;
    private final Messages messages;
    private final Latest comparing;
    private final Latest filtering;
    private final ReadOnlyObjectWrapper<ReviewState> state = new ReadOnlyObjectWrapper<>(new ReviewState.Idle());
    private final FilterModel filter = new FilterModel(this::refilter);
    private final ObservableList<ChangeGroup> groups = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<ChangeGroup> groupsView = FXCollections.unmodifiableObservableList(groups);

    private final ObjectProperty<Selection> selection = new SimpleObjectProperty<>(new Selection.Nothing());

    private Optional<DiffReport> report = Optional.empty();
    private ChangeCounts counts = ChangeCounts.NONE;
    private VisibleChanges visible = new VisibleChanges(List.of());

    private record Compared(DiffReport report, ChangeCounts counts) {}

    public ReviewModel(Background background, Comparer comparer, Messages messages) {
        this.comparer = comparer;
        this.messages = messages;
        this.comparing = background.latest();
        this.filtering = background.latest();
    }

    /** Compares two object files or folders; what was open is closed. */
    public void open(Path base, Path patched) {
        clear();
        state.set(new ReviewState.Comparing(comparing.start(BackgroundTask.of(
                messages.text("task.compare"),
                job -> {
                    DiffReport compared = comparer.compare(base, patched, job);
                    return new Compared(compared, ChangeCounts.of(compared));
                },
                this::show,
                problem -> state.set(new ReviewState.Failed(problem))))));
    }

    /** Nothing is open any more; a running comparison ends. */
    public void close() {
        comparing.clear();
        clear();
        state.set(new ReviewState.Idle());
    }

    private void clear() {
        selection.set(new Selection.Nothing());
        filtering.clear();
        report = Optional.empty();
        counts = ChangeCounts.NONE;
        show(new VisibleChanges(List.of()));
    }

    private void show(Compared compared) {
        report = Optional.of(compared.report());
        counts = compared.counts();
        refilter();
    }

    public ReadOnlyObjectProperty<ReviewState> state() {
        return state.getReadOnlyProperty();
    }

    /** The report, once it is there. */
    public Optional<DiffReport> report() {
        return report;
    }

    /** What the user asks to see. */
    public FilterModel filter() {
        return filter;
    }

    /** How many changes there are, filtered or not. */
    public ChangeCounts counts() {
        return counts;
    }

    /** What passes the filter; follows a change of the filter as soon as a background thread has worked it out. */
    public ObservableList<ChangeGroup> groups() {
        return groupsView;
    }

    /** Never null. */
    public ObjectProperty<Selection> selection() {
        return selection;
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

    /** Selects what tells most at first sight, a changed function if there is one; see {@link Weight}. */
    public void selectFirst() {
        visible.order().stream()
                .min(Comparator.comparing((OneChange c) -> Weight.of(c.change()))
                        .thenComparing(c -> c.change().kind() != ItemKind.FUNCTION
                                || c.change().status() != Status.CHANGED))
                .ifPresent(selection::set);
    }

    private void refilter() {
        if (report.isEmpty()) {
            return;
        }
        DiffReport all = report.get();
        ChangeFilter wanted = filter.current();
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
