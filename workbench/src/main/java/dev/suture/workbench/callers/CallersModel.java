package dev.suture.workbench.callers;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Who reaches what is selected: a tree that is unfolded step by step. All references are gone through once for a comparison,
 * when somebody first looks.
 */
public final class CallersModel {
    /** Of so few roots the callers are shown without being asked for. */
    private static final int FEW = 5;

    private final ReviewModel review;
    private final Messages messages;
    private final Latest indexing;
    private final Latest asking;
    private final ReadOnlyObjectWrapper<CallersState> state =
            new ReadOnlyObjectWrapper<>(new CallersState.Nothing(CallersState.Why.NOTHING));
    private List<Known> known = List.of();
    private List<CallerNode> roots = List.of();
    private List<CallerNode> lines = List.of();
    private boolean wanted;
    private Optional<DiffReport> indexed = Optional.empty();
    private boolean indexedBase;
    private Selection asked = new Selection.Nothing();

    public CallersModel(Background background, ReviewModel review, Messages messages) {
        this.review = review;
        this.messages = messages;
        this.indexing = background.latest();
        this.asking = background.latest();
        review.selection().addListener((o, was, is) -> refresh());
        review.state().addListener((o, was, is) -> {
            if (is instanceof ReviewState.Ready || is instanceof ReviewState.Idle) {
                forget();
                refresh();
            }
        });
    }

    public ReadOnlyObjectProperty<CallersState> state() {
        return state.getReadOnlyProperty();
    }

    /** Whether somebody looks. */
    public void watch(boolean looked) {
        wanted = looked;
        refresh();
    }

    /** Of a report that is no longer shown nothing is to be kept: it may hold gigabytes. */
    private void forget() {
        if (!indexed.equals(review.report())) {
            indexing.clear();
            indexed = Optional.empty();
            known = List.of();
            nothing(CallersState.Why.NOTHING);
        }
    }

    private void refresh() {
        Selection selected = review.selection().get();
        if (!wanted || selected.isSame(asked)) {
            return;
        }
        asking.clear();
        if (review.report().isEmpty() || selected instanceof Selection.Nothing) {
            nothing(CallersState.Why.NOTHING);
            return;
        }
        DiffReport report = review.report().get();
        List<Change> changes = changes(selected);
        if (changes.isEmpty()) {
            nothing(CallersState.Why.NO_FUNCTIONS);
            return;
        }
        boolean base = changes.stream().allMatch(c -> c.patched().isEmpty());
        Optional<Known> side = known.stream().filter(k -> k.isOf(report, base)).findFirst();
        side.ifPresentOrElse(k -> ask(k, changes, selected), () -> index(report, base));
    }

    /** What is asked about: the item, or of an object the functions that differ. */
    private static List<Change> changes(Selection selected) {
        return switch (selected) {
            case Selection.OneChange(ObjectDiff _, Change change) -> List.of(change);
            case Selection.WholeObject(ObjectDiff object) ->
                object.changes().stream()
                        .filter(c -> c.counts() && c.kind() == ItemKind.FUNCTION && c.status() != Status.DELETED)
                        .toList();
            case Selection.Nothing() -> List.of();
        };
    }

    private void index(DiffReport report, boolean base) {
        boolean runs = indexed.filter(r -> r == report).isPresent()
                && indexedBase == base
                && state.get() instanceof CallersState.Working;
        if (runs) {
            return; // What is selected is asked about once it is done.
        }
        indexed = Optional.of(report);
        indexedBase = base;
        Job job = indexing.run(
                messages.text("callers.task"),
                j -> Known.of(report, base, j),
                made -> {
                    // With the other side of the same comparison; of former ones nothing is kept.
                    List<Known> all = new ArrayList<>(known);
                    all.removeIf(k -> !k.isOf(report, !base));
                    all.add(made);
                    known = List.copyOf(all);
                    refresh();
                },
                problem -> state.set(new CallersState.Failed(problem)));
        state.set(new CallersState.Working(job));
    }

    private void ask(Known side, List<Change> changes, Selection selected) {
        asked = selected;
        asking.run(
                Background.UNTITLED,
                j -> roots(side, changes),
                made -> {
                    roots = made;
                    show(side);
                },
                problem -> state.set(new CallersState.Failed(problem)));
    }

    /** On a background thread: what leads to a function may be half the program. */
    private static List<CallerNode> roots(Known side, List<Change> changes) {
        List<CallerNode> made = new ArrayList<>();
        for (Change change : changes) {
            Optional<Item> item = side.base() ? change.base() : change.patched();
            item.flatMap(side.index()::member).ifPresent(m -> made.add(CallerNode.root(side.index(), m)));
        }
        if (made.size() <= FEW) {
            made.forEach(CallerNode::unfoldWhereAlone);
        }
        return List.copyOf(made);
    }

    private void show(Known side) {
        if (roots.isEmpty()) {
            Selection was = asked;
            nothing(CallersState.Why.OUTSIDE);
            asked = was;
            return;
        }
        List<CallerNode> all = new ArrayList<>();
        roots.forEach(r -> r.addTo(all));
        lines = List.copyOf(all);
        state.set(new CallersState.Shown(
                all.stream().map(n -> n.row(side)).toList(), side.base(), side.objects(), side.unread()));
    }

    private void nothing(CallersState.Why why) {
        asked = new Selection.Nothing();
        roots = List.of();
        lines = List.of();
        state.set(new CallersState.Nothing(why));
    }

    private Optional<Known> side() {
        return state.get() instanceof CallersState.Shown shown
                ? review.report()
                        .flatMap(r -> known.stream()
                                .filter(k -> k.isOf(r, shown.base()))
                                .findFirst())
                : Optional.empty();
    }

    private Optional<CallerNode> node(int row) {
        return row >= 0 && row < lines.size() ? Optional.of(lines.get(row)) : Optional.empty();
    }

    /** Unfolds a line, or folds it. */
    public void unfold(int row, boolean open) {
        node(row).filter(n -> n.unfolded() != open).ifPresent(n -> {
            n.fold(open);
            side().ifPresent(this::show);
        });
    }

    /** The line that one stands below; itself if that is what is asked about. */
    public int parent(int row) {
        return node(row).flatMap(CallerNode::parent).map(lines::indexOf).orElse(row);
    }

    /** The names from a line to what is asked about. */
    public List<String> chain(int row) {
        List<String> names = new ArrayList<>();
        for (Optional<CallerNode> at = node(row); at.isPresent(); at = at.get().parent()) {
            names.add(at.get().member().item().name());
        }
        return names;
    }

    /** Selects what a line stands for. */
    public void open(int row) {
        side().ifPresent(s -> node(row).ifPresent(n -> review.selection().set(s.selection(n.member()))));
    }
}
