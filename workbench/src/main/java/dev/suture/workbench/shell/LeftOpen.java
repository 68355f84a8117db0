package dev.suture.workbench.shell;

import dev.suture.manager.StoreLocation;
import dev.suture.workbench.diff.DiffTabs;
import dev.suture.workbench.mark.ItemKey;
import dev.suture.workbench.review.ReviewIndex;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.settings.OpenReview;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;

/** What is open, from one run of the program to the next. */
final class LeftOpen {
    private final WorkbenchModel model;

    LeftOpen(WorkbenchModel model) {
        this.model = model;
    }

    /** The review that is open now; none if there is none, or it is the demonstration's, which goes with the window. */
    List<OpenReview> now() {
        boolean kept = model.review().state().get() instanceof ReviewState.Ready
                && model.live().get().isEmpty();
        return kept ? model.pair().get().map(this::describe).map(List::of).orElse(List.of()) : List.of();
    }

    private OpenReview describe(Pair pair) {
        return new OpenReview(
                pair.base().toAbsolutePath(),
                pair.patched().toAbsolutePath(),
                pair.target().stream().toList(),
                model.review().selectedKey().stream().toList(),
                model.tabs().tabs().stream()
                        .map(this::key)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Optional<ItemKey> key(DiffTabs.Tab tab) {
        return tab.diff().shown().flatMap(one -> model.review().index().key(one.change()));
    }

    /** Opens it again where it was left; what is not there any more is passed over. */
    void reopen(List<OpenReview> left) {
        left.stream().filter(OpenReview::isThere).findFirst().ifPresent(this::reopen);
    }

    private void reopen(OpenReview left) {
        model.compare(
                new Pair(left.base(), left.patched(), left.target().stream().findFirst(), StoreLocation.standard()));
        model.review().state().addListener(new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends ReviewState> of, ReviewState was, ReviewState is) {
                if (!(is instanceof ReviewState.Comparing)) {
                    of.removeListener(this);
                }
                if (is instanceof ReviewState.Ready) {
                    select(left);
                }
            }
        });
    }

    private void select(OpenReview left) {
        ReviewIndex index = model.review().index();
        left.tabs().stream().map(index::find).flatMap(Optional::stream).forEach(model.tabs()::open);
        left.selected().stream()
                .map(index::find)
                .flatMap(Optional::stream)
                .forEach(model.review().selection()::set);
    }
}
