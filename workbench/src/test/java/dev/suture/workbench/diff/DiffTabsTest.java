package dev.suture.workbench.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.RecordStore;
import dev.suture.workbench.review.Changes;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Selection.OneChange;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiffTabsTest {
    private final DirectUi ui = new DirectUi();
    private DiffReport report =
            Changes.report(Changes.object("a.o", Changes.edited("board", 1), Changes.edited("charge", 2)));
    private final ReviewModel review = new ReviewModel(
            ui.background,
            (base, patched, pairs, job) -> report,
            new Marks(ui.background, RecordStore.FORGETFUL),
            ui.messages);
    private final DiffModel main = model();
    private final DiffTabs tabs = new DiffTabs(review, main, this::model);

    private DiffModel model() {
        return new DiffModel(ui.background, (object, change, source, bytes) -> Rows.of("scscs"), ui.messages);
    }

    @BeforeEach
    void open() {
        review.open(Path.of("base"), Path.of("patched"));
        ui.until(() -> review.state().get() instanceof ReviewState.Ready);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private OneChange one(int at) {
        return new OneChange(
                report.objects().getFirst(),
                report.objects().getFirst().changes().get(at));
    }

    @Test
    void aTabKeepsToItsChangeAndIsOpenedOnce() {
        DiffTabs.Tab board = tabs.open(one(0));
        DiffTabs.Tab charge = tabs.open(one(1));
        assertThat(tabs.open(one(0))).isSameAs(board);
        assertThat(tabs.tabs()).containsExactly(board, charge);
        ui.until(() -> board.diff().state().get() instanceof DiffState.Shown);
        assertThat(board.navigator().next()).isTrue();
        assertThat(board.navigator().next()).as("it does not leave its change").isFalse();
        main.settings().set(main.settings().get().withUnified(true));
        assertThat(board.diff().settings().get().unified()).isTrue();
        tabs.close(board.id());
        assertThat(tabs.tabs()).containsExactly(charge);
    }

    @Test
    void aRebuildIsShownInTheTabsAndClosesThoseOfWhichNothingIsLeft() {
        DiffTabs.Tab board = tabs.open(one(0));
        DiffTabs.Tab charge = tabs.open(one(1));
        ui.until(() -> board.diff().state().get() instanceof DiffState.Shown
                && charge.diff().state().get() instanceof DiffState.Shown);
        board.diff().move(1);
        Change now = Changes.edited("board", 5);
        report = Changes.report(Changes.object("a.o", now));
        review.refresh();
        ui.until(() -> board.diff().state().get() instanceof DiffState.Shown shown && shown.change() == now);
        assertThat(board.diff().position()).as("the place is kept").isEqualTo(1);
        assertThat(tabs.tabs()).containsExactly(board);
        review.close();
        assertThat(tabs.tabs()).isEmpty();
    }
}
