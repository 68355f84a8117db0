package dev.suture.workbench.review;

import dev.suture.diff.correlate.HandPairs;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.mark.ItemKey;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.ReviewRecord;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.review.Selection.OneChange;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.BackgroundTask;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.task.Problem;
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
    private final Marks marks;
    private final Messages messages;
    private final Latest comparing;
    private final Latest filtering;
    private final ReadOnlyObjectWrapper<ReviewState> state = new ReadOnlyObjectWrapper<>(new ReviewState.Idle());
    private final ReadOnlyObjectWrapper<Optional<Problem>> refreshProblem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<ReviewProgress> progress =
            new ReadOnlyObjectWrapper<>(new ReviewProgress(0, 0, 0));
    private final FilterModel filter = new FilterModel(this::refilter);
    private final ObservableList<ChangeGroup> groups = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<ChangeGroup> groupsView = FXCollections.unmodifiableObservableList(groups);

    private final ObjectProperty<Selection> selection = new SimpleObjectProperty<>(new Selection.Nothing());

    private Optional<Inputs> inputs = Optional.empty();
    private Optional<DiffReport> report = Optional.empty();
    /** Those of the latest comparison, be it done or on its way. */
    private HandPairs pairs = HandPairs.NONE;

    private ReviewIndex index = ReviewIndex.EMPTY;
    private ChangeCounts counts = ChangeCounts.NONE;
    private VisibleChanges visible = new VisibleChanges(List.of());

    private record Inputs(Path base, Path patched) {}

    private record Compared(DiffReport report, ReviewIndex index, ChangeCounts counts) {
        static Compared of(DiffReport report) {
            return new Compared(report, ReviewIndex.of(report), ChangeCounts.of(report));
        }
    }

    private record Opened(ReviewRecord record, Compared compared) {}

    public ReviewModel(Background background, Comparer comparer, Marks marks, Messages messages) {
        this.comparer = comparer;
        this.marks = marks;
        this.messages = messages;
        this.comparing = background.latest();
        this.filtering = background.latest();
        marks.record().addListener((o, was, is) -> marked(is));
    }

    /** Compares two object files or folders; what was open is closed. */
    public void open(Path base, Path patched) {
        clear();
        inputs = Optional.of(new Inputs(base, patched));
        state.set(new ReviewState.Comparing(comparing.start(BackgroundTask.of(
                messages.text("task.compare"),
                job -> {
                    ReviewRecord kept = marks.kept(base, patched);
                    DiffReport compared = comparer.compare(base, patched, kept.pairs(), job);
                    return new Opened(kept, Compared.of(compared));
                },
                opened -> {
                    pairs = opened.record().pairs();
                    marks.open(base, patched, opened.record());
                    show(opened.compared());
                },
                problem -> state.set(new ReviewState.Failed(problem))))));
    }

    /**
     * Compares what is open again and shows the outcome in the place of what is shown, with the same thing selected; if it
     * cannot be compared, what is shown stays.
     */
    public void refresh() {
        if (inputs.isEmpty() || report.isEmpty()) {
            return;
        }
        Inputs of = inputs.get();
        HandPairs wanted = marks.record().get().pairs();
        pairs = wanted;
        comparing.run(
                messages.text("task.compare"),
                job -> Compared.of(comparer.compare(of.base(), of.patched(), wanted, job)),
                compared -> {
                    refreshProblem.set(Optional.empty());
                    show(compared);
                },
                problem -> refreshProblem.set(Optional.of(problem)));
    }

    /** Nothing is open any more; a running comparison ends. */
    public void close() {
        comparing.clear();
        clear();
        inputs = Optional.empty();
        state.set(new ReviewState.Idle());
    }

    private void clear() {
        selection.set(new Selection.Nothing());
        filtering.clear();
        report = Optional.empty();
        index = ReviewIndex.EMPTY;
        counts = ChangeCounts.NONE;
        refreshProblem.set(Optional.empty());
        show(new VisibleChanges(List.of()));
    }

    private void show(Compared compared) {
        Optional<ItemKey> selected = selectedKey();
        if (selection.get() instanceof Selection.WholeObject(ObjectDiff before)) {
            selection.set(compared.report().objects().stream()
                    .filter(o -> o.name().equals(before.name()))
                    .<Selection>map(Selection.WholeObject::new)
                    .findFirst()
                    .orElseGet(Selection.Nothing::new));
        }
        report = Optional.of(compared.report());
        index = compared.index();
        counts = compared.counts();
        progress.set(index.progress(marks.record().get()));
        refilter(selected);
    }

    /** Marks filter and are counted; pairs made by hand make another comparison. */
    private void marked(ReviewRecord record) {
        if (report.isEmpty()) {
            return;
        }
        progress.set(index.progress(record));
        if (!record.pairs().equals(pairs)) {
            refresh();
        } else if (filter.current().asksForMarks()) {
            refilter();
        }
    }

    public ReadOnlyObjectProperty<ReviewState> state() {
        return state.getReadOnlyProperty();
    }

    /** Why what is shown is older than the inputs; empty where it is not. */
    public ReadOnlyObjectProperty<Optional<Problem>> refreshProblem() {
        return refreshProblem.getReadOnlyProperty();
    }

    /** The report, once it is there. */
    public Optional<DiffReport> report() {
        return report;
    }

    /** What is known of each change of the report. */
    public ReviewIndex index() {
        return index;
    }

    /** What the user said of it. */
    public Marks marks() {
        return marks;
    }

    /** Whether a change was reviewed. */
    public Seen seen(Change change) {
        return index.seen(change, marks.record().get());
    }

    /** The note on a change; empty if there is none. */
    public String note(Change change) {
        return index.key(change).map(k -> marks.record().get().of(k).note()).orElse("");
    }

    /** How far the review has come. */
    public ReadOnlyObjectProperty<ReviewProgress> progress() {
        return progress.getReadOnlyProperty();
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

    /** The item that is selected; empty if none is, or it is none of the report's changes. */
    public Optional<ItemKey> selectedKey() {
        return selection.get() instanceof OneChange(ObjectDiff _, Change change) ? index.key(change) : Optional.empty();
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

    /** Changes that pass the filter, from the one behind the selected on and around to it. */
    List<OneChange> onwards() {
        int at = Math.clamp(visible.step(selection.get(), 1), 0, visible.order().size());
        List<OneChange> all = new java.util.ArrayList<>(
                visible.order().subList(at, visible.order().size()));
        all.addAll(visible.order().subList(0, at));
        return all;
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
        refilter(Optional.empty());
    }

    /** @param reselect what was selected in the report that this one replaces */
    private void refilter(Optional<ItemKey> reselect) {
        if (report.isEmpty()) {
            return;
        }
        DiffReport all = report.get();
        ReviewIndex known = index;
        ReviewRecord record = marks.record().get();
        ChangeFilter wanted = filter.current();
        filtering.run(
                Background.UNTITLED,
                job -> new VisibleChanges(wanted.apply(all, known, record, job)),
                passing -> {
                    reselect.flatMap(known::find).ifPresent(selection::set);
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
        boolean gone = selection.get() instanceof OneChange(ObjectDiff _, Change change)
                && change.status() != Status.UNCHANGED
                && !passing.contains(change);
        if (gone) {
            selection.set(new Selection.Nothing());
        }
    }
}
