package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.text.Messages;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The rows of the selected change and which of its differences the user is at. */
public final class DiffModel {
    private final RowSource source;
    private final Messages messages;
    private final Latest rendering;
    private final ReadOnlyObjectWrapper<DiffState> state = new ReadOnlyObjectWrapper<>(new DiffState.Nothing());
    private final ReadOnlyObjectWrapper<Optional<Difference>> current = new ReadOnlyObjectWrapper<>(Optional.empty());
    private boolean startAtLast;

    public DiffModel(Background background, RowSource source, Messages messages) {
        this.source = source;
        this.messages = messages;
        this.rendering = background.latest();
    }

    /** Shows what is selected; rows come from a background task, and only the latest selection's are shown. */
    public void show(Selection selection) {
        current.set(Optional.empty());
        switch (selection) {
            case Selection.OneChange(ObjectDiff object, Change change) -> render(object, change);
            case Selection.WholeObject(ObjectDiff _) -> clear();
            case Selection.Nothing() -> clear();
        }
    }

    private void clear() {
        rendering.clear();
        state.set(new DiffState.Nothing());
    }

    private void render(ObjectDiff object, Change change) {
        state.set(new DiffState.Rendering(object, change));
        rendering.run(
                messages.text("task.render", change.name()),
                job -> RenderedDiff.of(source.rows(object, change)),
                rendered -> shown(object, change, rendered),
                problem -> state.set(new DiffState.Failed(object, change, problem)));
    }

    private void shown(ObjectDiff object, Change change, RenderedDiff rendered) {
        state.set(new DiffState.Shown(object, change, rendered));
        List<Difference> differences = rendered.differences();
        if (!differences.isEmpty()) {
            current.set(Optional.of(startAtLast ? differences.getLast() : differences.getFirst()));
        }
        startAtLast = false;
    }

    public ReadOnlyObjectProperty<DiffState> state() {
        return state.getReadOnlyProperty();
    }

    /** The difference the user is at; empty where there is none. */
    public ReadOnlyObjectProperty<Optional<Difference>> current() {
        return current.getReadOnlyProperty();
    }

    /** All differences of what is shown. */
    public List<Difference> differences() {
        return state.get() instanceof DiffState.Shown(ObjectDiff _, Change _, RenderedDiff rendered)
                ? rendered.differences()
                : List.of();
    }

    /**
     * Goes to the next ({@code step} 1) or previous (−1) difference.
     *
     * @return whether there was one
     */
    public boolean move(int step) {
        List<Difference> all = differences();
        int at = position() + step;
        if (at < 0 || at >= all.size()) {
            return false;
        }
        current.set(Optional.of(all.get(at)));
        return true;
    }

    /** Which of the differences is {@link #current}; -1 if none is. */
    public int position() {
        return current.get()
                .map(d -> Collections.binarySearch(differences(), d, Comparator.comparingInt(Difference::first)))
                .orElse(-1);
    }

    /** Goes to the difference that holds a row, if one does. */
    public void moveTo(int row) {
        differences().stream().filter(d -> d.contains(row)).findFirst().ifPresent(d -> current.set(Optional.of(d)));
    }

    /** Makes the change that is shown next begin at its last difference: the user came to it from behind. */
    public void startNextAtLast() {
        startAtLast = true;
    }
}
