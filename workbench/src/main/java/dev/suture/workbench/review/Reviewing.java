package dev.suture.workbench.review;

import dev.suture.diff.correlate.Correlator;
import dev.suture.diff.correlate.HandPairs;
import dev.suture.diff.correlate.HandPairs.HandPair;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.workbench.mark.ItemKey;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.review.Selection.OneChange;
import dev.suture.workbench.text.Messages;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;

/** What a person does with the changes: marks them, goes to the next, pairs them; with the reasons why not. */
public final class Reviewing {
    private final ReviewModel model;
    private final Marks marks;
    private final Messages messages;

    public Reviewing(ReviewModel model, Messages messages) {
        this.model = model;
        this.marks = model.marks();
        this.messages = messages;
    }

    /** Marks what is selected as reviewed, an object with all its changes; or takes the marks away if all are marked. */
    public void toggle() {
        toggle(model.selection().get());
    }

    /** As {@link #toggle()}, of something that need not be selected. */
    public void toggle(Selection what) {
        List<Change> changes = changes(what);
        boolean all = changes.stream().allMatch(c -> model.seen(c) == Seen.REVIEWED);
        mark(changes, !all);
    }

    /** Marks what is selected as reviewed, and selects the next change nobody has reviewed. */
    public void doneAndNext() {
        List<Change> done = changes(model.selection().get());
        model.onwards().stream()
                .filter(c -> model.seen(c.change()) != Seen.REVIEWED && !done.contains(c.change()))
                .findFirst()
                .ifPresent(model.selection()::set);
        mark(done, true);
    }

    /** Marks everything that passes the filter. */
    public void markShown() {
        mark(model.groups().stream().flatMap(g -> g.changes().stream()).toList(), true);
    }

    private void mark(Collection<Change> changes, boolean reviewed) {
        ReviewIndex index = model.index();
        List<ItemKey> keys =
                changes.stream().flatMap(c -> index.key(c).stream()).toList();
        marks.review(keys, reviewed, index::fingerprint);
    }

    private List<Change> changes(Selection what) {
        return switch (what) {
            case OneChange(ObjectDiff _, Change change) -> List.of(change);
            case Selection.WholeObject(ObjectDiff object) ->
                model.groups().stream()
                        .filter(g -> g.object() == object)
                        .flatMap(g -> g.changes().stream())
                        .toList();
            case Selection.Nothing() -> List.of();
        };
    }

    /** What an item of one side could be paired with by hand: those of the other side that have no partner. */
    public List<OneChange> candidates() {
        return model.selection().get() instanceof OneChange(ObjectDiff object, Change change)
                ? object.changes().stream()
                        .filter(c -> c.kind() == change.kind() && c.item().isNamed() && isOther(change, c))
                        .map(c -> new OneChange(object, c))
                        .toList()
                : List.of();
    }

    private static boolean isOther(Change change, Change other) {
        return switch (change.status()) {
            case ADDED -> other.status() == Status.DELETED;
            case DELETED -> other.status() == Status.ADDED;
            case CHANGED, UNCHANGED -> false;
        };
    }

    /** Pairs what is selected with one of the {@link #candidates}. */
    public void pair(OneChange with) {
        if (model.selection().get() instanceof OneChange(ObjectDiff object, Change change)) {
            Change base = change.status() == Status.DELETED ? change : with.change();
            Change patched = change.status() == Status.DELETED ? with.change() : change;
            marks.pair(pairs().pair(new HandPair(object.name(), base.kind(), base.name(), patched.name())));
        }
    }

    /** Parts the sides of what is selected; from then on they are two items. */
    public void unpair() {
        if (model.selection().get() instanceof OneChange(ObjectDiff object, Change change)
                && change.status() == Status.CHANGED) {
            marks.pair(pairs().unpair(new HandPair(
                    object.name(),
                    change.kind(),
                    change.base().orElseThrow().name(),
                    change.patched().orElseThrow().name())));
        }
    }

    /** Forgets all pairs made or parted by hand. */
    public void forgetPairs() {
        marks.pair(HandPairs.NONE);
    }

    private HandPairs pairs() {
        return marks.record().get().pairs();
    }

    /** Whether the sides of a change were paired by hand. */
    public static boolean isByHand(Change change) {
        return change.pass().filter(Correlator.BY_HAND::equals).isPresent();
    }

    /** Why nothing can be marked now. */
    public ObservableValue<Optional<String>> noItem() {
        return because(
                () -> changes(model.selection().get()).stream()
                        .noneMatch(c -> model.index().key(c).isPresent()),
                "refusal.no-item");
    }

    /** Why there is nothing to write a note on. */
    public ObservableValue<Optional<String>> noChange() {
        return because(() -> model.selectedKey().isEmpty(), "refusal.no-change");
    }

    /** Why nothing can be paired. */
    public ObservableValue<Optional<String>> noCandidate() {
        return because(() -> candidates().isEmpty(), "refusal.no-candidate");
    }

    /** Why nothing can be parted. */
    public ObservableValue<Optional<String>> noPair() {
        return because(
                () -> !(model.selection().get() instanceof OneChange(ObjectDiff _, Change change))
                        || change.status() != Status.CHANGED
                        || !change.item().isNamed(),
                "refusal.no-pair");
    }

    /** Why there are no pairs to forget. */
    public ObservableValue<Optional<String>> noHandPairs() {
        return because(() -> pairs().equals(HandPairs.NONE), "refusal.no-hand-pairs");
    }

    /** Why nothing can be undone. */
    public ObservableValue<Optional<String>> nothingToUndo() {
        return because(() -> model.report().isEmpty() || !marks.undoable().get(), "refusal.nothing-to-undo");
    }

    /** Why nothing can be done again. */
    public ObservableValue<Optional<String>> nothingToRedo() {
        return because(() -> model.report().isEmpty() || !marks.redoable().get(), "refusal.nothing-to-redo");
    }

    private ObservableValue<Optional<String>> because(java.util.function.BooleanSupplier not, String key) {
        String text = messages.text(key);
        return Bindings.createObjectBinding(
                () -> not.getAsBoolean() ? Optional.of(text) : Optional.empty(),
                model.selection(),
                model.state(),
                marks.record(),
                marks.undoable(),
                marks.redoable());
    }
}
