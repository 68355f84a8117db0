package dev.suture.workbench.flow;

import dev.suture.diff.flow.ControlFlow;
import dev.suture.diff.flow.FlowBlock;
import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.workbench.diff.DiffModel;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.flow.FlowPicture.Direction;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The control flow of the selected function, made when somebody looks; and the block the user is at, which goes with the
 * row the user is at in the diff.
 */
public final class FlowModel {
    private final ReviewModel review;
    private final DiffModel diff;
    private final FlowSource source;
    private final Messages messages;
    private final FlowWords words;
    private final Latest making;
    private final ReadOnlyObjectWrapper<FlowState> state =
            new ReadOnlyObjectWrapper<>(new FlowState.Nothing(FlowState.Why.NO_FUNCTION));
    private final ReadOnlyObjectWrapper<OptionalInt> current = new ReadOnlyObjectWrapper<>(OptionalInt.empty());
    private final ObjectProperty<Scope> scope = new SimpleObjectProperty<>(Scope.WHOLE);
    private boolean wanted;
    /** What the state is of; empty while nobody has looked. */
    private Optional<Selection> made = Optional.empty();

    /** What the background comes to. */
    private sealed interface Made {
        record Drawn(FlowPicture picture) implements Made {}

        record TooMany(int nodes, boolean around) implements Made {}

        record Unknown() implements Made {}
    }

    public FlowModel(Background background, ReviewModel review, DiffModel diff, FlowSource source, Messages messages) {
        this.review = review;
        this.diff = diff;
        this.source = source;
        this.messages = messages;
        this.words = new FlowWords(messages);
        this.making = background.latest();
        review.selection().addListener((o, was, is) -> refresh());
        scope.addListener((o, was, is) -> again());
        diff.row().addListener((o, was, is) -> mark());
    }

    public ReadOnlyObjectProperty<FlowState> state() {
        return state.getReadOnlyProperty();
    }

    /** The node the user is at, by its id; empty while there is none. */
    public ReadOnlyObjectProperty<OptionalInt> current() {
        return current.getReadOnlyProperty();
    }

    /** How much of functions is drawn; never null. */
    public ObjectProperty<Scope> scope() {
        return scope;
    }

    /** What a node says to who hovers over it or cannot see it; empty text where there is no picture. */
    public String told(int node) {
        return state.get() instanceof FlowState.Shown shown
                ? words.told(shown.picture(), shown.picture().nodes().get(node).node())
                : "";
    }

    /** Whether somebody looks. */
    public void watch(boolean looked) {
        wanted = looked;
        refresh();
    }

    /** Gives up the picture that is being made. */
    public void cancel() {
        if (state.get() instanceof FlowState.Working) {
            making.clear();
            state.set(new FlowState.Nothing(FlowState.Why.CANCELLED));
        }
    }

    /** Makes the picture anew. */
    public void again() {
        made = Optional.empty();
        refresh();
    }

    private void refresh() {
        Selection selected = review.selection().get();
        if (!wanted || made.filter(selected::isSame).isPresent()) {
            return;
        }
        made = Optional.of(selected);
        making.clear();
        current.set(OptionalInt.empty());
        switch (selected) {
            case Selection.OneChange(ObjectDiff object, Change change)
            when change.kind() == ItemKind.DATA -> nothing(FlowState.Why.DATA);
            case Selection.OneChange(ObjectDiff object, Change change)
            when !ControlFlow.hasCode(change) -> nothing(FlowState.Why.NO_CODE);
            case Selection.OneChange(ObjectDiff object, Change change) -> make(object, change);
            case Selection.WholeObject _, Selection.Nothing _ -> nothing(FlowState.Why.NO_FUNCTION);
        }
    }

    private void nothing(FlowState.Why why) {
        state.set(new FlowState.Nothing(why));
    }

    private void make(ObjectDiff object, Change change) {
        Scope much = scope.get();
        Job job = making.run(
                messages.text("flow.task", change.name()),
                j -> source.flow(object, change).map(g -> made(g, much, j)).orElseGet(Made.Unknown::new),
                result -> show(object, change, result),
                problem -> state.set(new FlowState.Failed(problem)));
        state.set(new FlowState.Working(change, job));
    }

    /** On a background thread. */
    private Made made(FlowGraph graph, Scope much, Job job) {
        Outliner outliner = new Outliner(words);
        FlowOutline outline = outliner.outline(graph, much);
        int nodes = outline.nodes().size();
        if (nodes <= Outliner.MOST_NODES) {
            return new Made.Drawn(FlowLayout.of(outline, job::cancelled));
        }
        boolean differs = graph.blocks(Status.UNCHANGED) < graph.blocks().size();
        boolean around = much == Scope.WHOLE
                && differs
                && outliner.outline(graph, Scope.AROUND_CHANGES).nodes().size() <= Outliner.MOST_NODES;
        return new Made.TooMany(nodes, around);
    }

    private void show(ObjectDiff object, Change change, Made result) {
        switch (result) {
            case Made.Drawn(FlowPicture picture) -> {
                // What the user is at comes first: a picture opens where that is.
                current.set(rowsNode(change, picture).or(() -> first(picture)).orElseGet(OptionalInt::empty));
                state.set(new FlowState.Shown(object, change, picture));
            }
            case Made.TooMany(int nodes, boolean around) -> state.set(new FlowState.TooMany(change, nodes, around));
            case Made.Unknown() -> nothing(FlowState.Why.MACHINE);
        }
    }

    /** The first node that differs; the entry where none does. */
    private static Optional<OptionalInt> first(FlowPicture picture) {
        return picture.nodes().stream()
                .map(FlowPicture.Placed::node)
                .filter(n -> n.status() != Status.UNCHANGED)
                .findFirst()
                .or(() -> picture.nodes().stream().findFirst().map(FlowPicture.Placed::node))
                .map(n -> OptionalInt.of(n.id()));
    }

    private void mark() {
        if (state.get() instanceof FlowState.Shown shown) {
            rowsNode(shown.change(), shown.picture()).ifPresent(current::set);
        }
    }

    /** The node of the row the user is at in the diff, if that shows the same function. */
    private Optional<OptionalInt> rowsNode(Change change, FlowPicture picture) {
        if (!(diff.state().get() instanceof DiffState.Shown rows)
                || rows.change() != change
                || rows.rendered().lineNumbers()
                || diff.row().get().isEmpty()) {
            return Optional.empty();
        }
        List<DiffRow> all = rows.rendered().rows();
        int row = diff.row().get().getAsInt();
        while (row < all.size() && all.get(row).kind() == DiffRow.Kind.SOURCE) {
            row++;
        }
        return row >= all.size()
                ? Optional.empty()
                : Optional.of(picture.of(all.get(row))).filter(OptionalInt::isPresent);
    }

    /** Goes to a node, and in the diff to its rows. */
    public void select(int node) {
        if (state.get() instanceof FlowState.Shown shown
                && node >= 0
                && node < shown.picture().nodes().size()) {
            current.set(OptionalInt.of(node));
            FlowBlock block = shown.picture().nodes().get(node).node().blocks().getFirst();
            diff.goTo(block.rows().getFirst(), block.rows().getLast());
        }
    }

    /** Goes where an arrow key leads; stays where it leads nowhere. */
    public void step(Direction direction) {
        if (state.get() instanceof FlowState.Shown shown) {
            OptionalInt next = current.get().isPresent()
                    ? shown.picture().step(current.get().getAsInt(), direction)
                    : OptionalInt.of(0);
            next.ifPresent(this::select);
        }
    }

    /** Goes to where the function begins. */
    public void toEntry() {
        select(0);
    }
}
