package dev.suture.workbench.review;

import dev.suture.workbench.review.Selection.OneChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ObservableValue;

/** The changes that were looked at, one after the other, to go back and forward among them. */
public final class History {
    private static final int MOST = 200;

    private final ReviewModel model;
    private final List<OneChange> visited = new ArrayList<>();
    private final ReadOnlyIntegerWrapper at = new ReadOnlyIntegerWrapper(-1);
    private boolean walking;

    public History(ReviewModel model) {
        this.model = model;
        model.selection().addListener((o, was, is) -> {
            if (is instanceof OneChange one && !walking) {
                visit(one);
            }
        });
        model.state().addListener((o, was, is) -> {
            switch (is) {
                case ReviewState.Ready _ -> renew();
                case ReviewState.Idle _, ReviewState.Comparing _, ReviewState.Failed _ -> clear();
            }
        });
    }

    private void visit(OneChange one) {
        if (at.get() >= 0 && isSame(visited.get(at.get()), one)) {
            visited.set(at.get(), one); // It was compared anew.
            return;
        }
        visited.subList(at.get() + 1, visited.size()).clear();
        visited.add(one);
        if (visited.size() > MOST) {
            visited.removeFirst();
        }
        at.set(visited.size() - 1);
    }

    private static boolean isSame(OneChange one, OneChange other) {
        return one.object().name().equals(other.object().name())
                && one.change().name().equals(other.change().name())
                && one.change().kind() == other.change().kind();
    }

    private void clear() {
        visited.clear();
        at.set(-1);
    }

    /** Puts the changes of the report that is there now in the place of those of the one before. */
    private void renew() {
        visited.replaceAll(old -> model.report().stream()
                .flatMap(r -> r.objects().stream())
                .filter(o -> o.name().equals(old.object().name()))
                .flatMap(o -> o.changes().stream().map(c -> new OneChange(o, c)))
                .filter(c -> isSame(c, old))
                .findFirst()
                .orElse(old));
    }

    /** Goes back ({@code step} −1) or forward (1). */
    public void go(int step) {
        int to = at.get() + step;
        if (to >= 0 && to < visited.size()) {
            walking = true;
            at.set(to);
            model.selection().set(visited.get(to));
            walking = false;
        }
    }

    ReadOnlyIntegerProperty at() {
        return at.getReadOnlyProperty();
    }

    /** Why one cannot go there; empty if one can. */
    public ObservableValue<Optional<String>> refusal(int step, String text) {
        return Bindings.createObjectBinding(
                () -> at.get() + step >= 0 && at.get() + step < visited.size() ? Optional.empty() : Optional.of(text),
                at,
                model.selection());
    }
}
