package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Selection.OneChange;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Changes that are open beside the selected one, each in a tab of its own that keeps to it. */
public final class DiffTabs {
    private final ReviewModel review;
    private final Supplier<DiffModel> models;
    private final DiffModel main;
    private final ObservableList<Tab> tabs = FXCollections.observableArrayList();
    private final ObservableList<Tab> tabsView = FXCollections.unmodifiableObservableList(tabs);
    private int opened;

    /**
     * One tab.
     *
     * @param id of the view that shows it
     * @param title the name of the change
     * @param diff its rows
     * @param navigator goes from difference to difference within it
     */
    public record Tab(String id, String title, DiffModel diff, Navigator navigator) {
        private boolean shows(OneChange one) {
            return diff.shown().filter(s -> isSame(s, one)).isPresent();
        }
    }

    /** @param models makes what holds the rows of a further tab */
    public DiffTabs(ReviewModel review, DiffModel main, Supplier<DiffModel> models) {
        this.review = review;
        this.main = main;
        this.models = models;
        review.state().addListener((o, was, is) -> {
            if (is instanceof ReviewState.Ready) {
                renew();
            } else {
                tabs.clear();
            }
        });
    }

    /** The tabs that are open, in the order in which they were opened. */
    public ObservableList<Tab> tabs() {
        return tabsView;
    }

    /** Opens a change in a tab of its own, or finds the tab that shows it already. */
    public Tab open(OneChange one) {
        Optional<Tab> there = tabs.stream().filter(t -> t.shows(one)).findFirst();
        if (there.isPresent()) {
            return there.get();
        }
        DiffModel model = models.get();
        model.settings().bindBidirectional(main.settings());
        model.show(one);
        Tab tab = new Tab("diff-tab-" + ++opened, one.change().name(), model, Navigator.within(model));
        tabs.add(tab);
        return tab;
    }

    /** Closes a tab, by the id of its view. */
    public void close(String id) {
        for (Tab tab : List.copyOf(tabs)) {
            if (tab.id().equals(id)) {
                tab.diff().settings().unbindBidirectional(main.settings());
                tabs.remove(tab);
            }
        }
    }

    /** Shows the changes of the report that is there now; what is not in it any more is closed. */
    private void renew() {
        for (Tab tab : List.copyOf(tabs)) {
            Optional<OneChange> now = tab.diff().shown().flatMap(this::now);
            now.ifPresentOrElse(tab.diff()::show, () -> close(tab.id()));
        }
    }

    private Optional<OneChange> now(OneChange old) {
        return review.report().stream()
                .flatMap(r -> r.objects().stream())
                .filter(o -> o.name().equals(old.object().name()))
                .flatMap(o -> o.changes().stream().map(c -> new OneChange(o, c)))
                .filter(one -> isSame(one, old))
                .findFirst();
    }

    static boolean isSame(OneChange one, OneChange other) {
        return isSame(one.object(), one.change(), other.object(), other.change());
    }

    /** Whether both are the same item, perhaps of different comparisons. */
    static boolean isSame(ObjectDiff object, Change change, ObjectDiff otherObject, Change other) {
        return object.name().equals(otherObject.name())
                && change.kind() == other.kind()
                && change.name().equals(other.name());
    }
}
