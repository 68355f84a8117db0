package dev.suture.workbench.anatomy;

import dev.suture.diff.model.DiffReport;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The picture of what is reviewed; worked out when somebody first looks at it. */
public final class AnatomyModel {
    private final ReviewModel review;
    private final Messages messages;
    private final Latest building;
    private final ReadOnlyObjectWrapper<Anatomy> anatomy = new ReadOnlyObjectWrapper<>(Anatomy.NONE);
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<DiffReport> shown = Optional.empty();
    private boolean wanted;

    public AnatomyModel(Background background, ReviewModel review, Messages messages) {
        this.review = review;
        this.messages = messages;
        this.building = background.latest();
        review.state().addListener((o, was, is) -> {
            if (is instanceof ReviewState.Ready || is instanceof ReviewState.Idle) {
                refresh();
            }
        });
    }

    public ReadOnlyObjectProperty<Anatomy> anatomy() {
        return anatomy.getReadOnlyProperty();
    }

    /** Why there is no picture; empty where nothing went wrong. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** The review whose selection the picture shows and sets. */
    public ReviewModel review() {
        return review;
    }

    /** Whether somebody looks. */
    public void watch(boolean looked) {
        wanted = looked;
        refresh();
    }

    /** Goes to what a block shows. */
    public void select(Group group, Block block) {
        review.selection()
                .set(
                        block.change().isPresent()
                                ? new Selection.OneChange(
                                        group.object(), block.change().get())
                                : new Selection.WholeObject(group.object()));
    }

    private void refresh() {
        Optional<DiffReport> report = review.report();
        if (!wanted || shown.equals(report)) {
            return;
        }
        shown = report;
        problem.set(Optional.empty());
        anatomy.set(Anatomy.NONE);
        if (report.isEmpty()) {
            building.clear();
            return;
        }
        DiffReport of = report.get();
        building.run(
                messages.text("anatomy.task"),
                job -> Anatomy.of(of),
                anatomy::set,
                failure -> problem.set(Optional.of(failure)));
    }
}
