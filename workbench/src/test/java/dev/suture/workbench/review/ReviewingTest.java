package dev.suture.workbench.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.correlate.HandPairs;
import dev.suture.diff.correlate.HandPairs.HandPair;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.RecordFiles;
import dev.suture.workbench.mark.RecordStore;
import dev.suture.workbench.mark.Seen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody marks, notes and pairs, and rebuilds meanwhile. */
class ReviewingTest {
    private static final Path BASE = Path.of("base");
    private static final Path PATCHED = Path.of("patched");

    @TempDir
    Path folder;

    private final DirectUi ui = new DirectUi();
    private final List<HandPairs> compared = new ArrayList<>();
    private DiffReport report = Changes.report(Changes.object(
            "a.o",
            Changes.edited("board", 1),
            Changes.edited("charge", 2),
            Changes.edited("discount", 3),
            Changes.deleted(ItemKind.FUNCTION, "fare_old"),
            Changes.added(ItemKind.FUNCTION, "fare_new"),
            Changes.edited("noise", 9).suppressedBy("line-number-only")));

    @AfterEach
    void close() {
        ui.close();
    }

    private ReviewModel open() {
        RecordStore store = new RecordFiles(folder);
        ReviewModel model = new ReviewModel(
                ui.background,
                (base, patched, pairs, job) -> {
                    synchronized (compared) {
                        compared.add(pairs);
                    }
                    return report;
                },
                new Marks(ui.background, store),
                ui.messages);
        model.open(BASE, PATCHED);
        ui.until(() -> model.state().get() instanceof ReviewState.Ready);
        return model;
    }

    private static Change change(ReviewModel model, String name) {
        return model.report().orElseThrow().objects().getFirst().changes().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void select(ReviewModel model, String name) {
        model.selection()
                .set(new Selection.OneChange(
                        model.report().orElseThrow().objects().getFirst(), change(model, name)));
    }

    private static String selected(ReviewModel model) {
        return ((Selection.OneChange) model.selection().get()).change().name();
    }

    private Reviewing reviewing(ReviewModel model) {
        return new Reviewing(model, ui.messages);
    }

    @Test
    void progressCountsWhatWasReviewedOfAllThatCounts() {
        ReviewModel model = open();
        assertThat(model.progress().get()).isEqualTo(new ReviewProgress(0, 5, 0));
        select(model, "board");
        reviewing(model).toggle();
        assertThat(model.progress().get()).isEqualTo(new ReviewProgress(1, 5, 0));
        assertThat(model.seen(change(model, "board"))).isEqualTo(Seen.REVIEWED);
        reviewing(model).toggle();
        assertThat(model.progress().get()).isEqualTo(new ReviewProgress(0, 5, 0));
    }

    @Test
    void doneGoesToTheNextThatNobodyReviewedAndAroundTheEnd() {
        ReviewModel model = open();
        Reviewing reviewing = reviewing(model);
        select(model, "charge");
        reviewing.toggle();
        select(model, "board");
        reviewing.doneAndNext();
        assertThat(selected(model)).isEqualTo("discount");
        select(model, "fare_new");
        reviewing.doneAndNext();
        assertThat(selected(model)).isEqualTo("discount");
        assertThat(model.progress().get().reviewed()).isEqualTo(3);
    }

    @Test
    void anObjectIsMarkedWithAllThatIsShownOfIt() {
        ReviewModel model = open();
        model.selection()
                .set(new Selection.WholeObject(
                        model.report().orElseThrow().objects().getFirst()));
        reviewing(model).toggle();
        assertThat(model.progress().get()).isEqualTo(new ReviewProgress(5, 5, 0));
        assertThat(model.seen(change(model, "noise"))).isEqualTo(Seen.OPEN);
    }

    @Test
    void stepsAreUndoneAndDoneAgain() {
        ReviewModel model = open();
        Reviewing reviewing = reviewing(model);
        assertThat(reviewing.nothingToUndo().getValue()).isPresent();
        reviewing.markShown();
        select(model, "board");
        model.marks().note(model.selectedKey().orElseThrow(), "why");
        model.marks().note(model.selectedKey().orElseThrow(), "why so?");
        model.marks().undo();
        assertThat(model.note(change(model, "board")))
                .as("what was typed in a row is one step")
                .isEmpty();
        assertThat(model.progress().get().reviewed()).isEqualTo(5);
        model.marks().undo();
        assertThat(model.progress().get().reviewed()).isZero();
        assertThat(reviewing.nothingToUndo().getValue()).isPresent();
        model.marks().redo();
        model.marks().redo();
        assertThat(model.note(change(model, "board"))).isEqualTo("why so?");
        assertThat(reviewing.nothingToRedo().getValue()).isPresent();
    }

    @Test
    void marksOutliveTheProgramAndOnlyChangesThatAreOthersAreOpenAgain() {
        ReviewModel model = open();
        reviewing(model).markShown();
        select(model, "charge");
        model.marks().note(model.selectedKey().orElseThrow(), "Ask \"why\" \u2013 twice.");
        model.marks().saveNow();

        report = Changes.report(Changes.object("a.o", Changes.edited("board", 1), Changes.edited("charge", 7)));
        ReviewModel later = open();
        assertThat(later.seen(change(later, "board"))).isEqualTo(Seen.REVIEWED);
        assertThat(later.seen(change(later, "charge"))).isEqualTo(Seen.STALE);
        assertThat(later.note(change(later, "charge"))).isEqualTo("Ask \"why\" \u2013 twice.");
        assertThat(later.progress().get()).isEqualTo(new ReviewProgress(1, 2, 1));
    }

    @Test
    void aRebuiltInputKeepsThePlace() {
        ReviewModel model = open();
        select(model, "discount");
        Change before = change(model, "discount");
        report = Changes.report(Changes.object("a.o", Changes.edited("a_new_one", 5), Changes.edited("discount", 4)));
        model.refresh();
        ui.until(() -> change(model, "discount") != before
                && model.groups().getFirst().changes().size() == 2);
        assertThat(model.selection().get()).isInstanceOf(Selection.OneChange.class);
        assertThat(((Selection.OneChange) model.selection().get()).change()).isSameAs(change(model, "discount"));
    }

    @Test
    void whatCannotBeComparedNowLeavesWhatIsShown() {
        ReviewModel model = open();
        report = null; // A comparer that finds half a file throws; so does this.
        model.refresh();
        ui.until(() -> model.refreshProblem().get().isPresent());
        assertThat(model.state().get()).isInstanceOf(ReviewState.Ready.class);
        report = Changes.report(Changes.object("a.o", Changes.edited("board", 1)));
        model.refresh();
        ui.until(() -> model.refreshProblem().get().isEmpty());
    }

    @Test
    void marksAreAFilterToo() {
        ReviewModel model = open();
        select(model, "board");
        reviewing(model).toggle();
        model.filter().seen().add(Seen.OPEN);
        ui.until(() -> model.groups().getFirst().changes().size() == 4);
        select(model, "charge");
        reviewing(model).toggle();
        ui.until(() -> model.groups().getFirst().changes().size() == 3);
        model.filter().clear();
        model.filter().notedOnly().set(true);
        ui.until(() -> model.groups().isEmpty());
    }

    @Test
    void pairsMadeByHandMakeAnotherComparisonAndAreUndone() {
        ReviewModel model = open();
        Reviewing reviewing = reviewing(model);
        select(model, "board");
        assertThat(reviewing.noCandidate().getValue()).isPresent();
        select(model, "fare_new");
        assertThat(reviewing.candidates()).extracting(c -> c.change().name()).containsExactly("fare_old");
        reviewing.pair(reviewing.candidates().getFirst());
        HandPair pair = new HandPair("a.o", ItemKind.FUNCTION, "fare_old", "fare_new");
        ui.until(() -> last().together().equals(List.of(pair)));
        model.marks().undo();
        ui.until(() -> last().equals(HandPairs.NONE));
        model.marks().redo();
        ui.until(() -> last().together().equals(List.of(pair)));
        model.marks().saveNow();
        open();
        assertThat(last().together()).as("remembered").containsExactly(pair);
    }

    @Test
    void whatAPassPairedIsParted() {
        ReviewModel model = open();
        select(model, "board");
        reviewing(model).unpair();
        ui.until(() -> last().apart().equals(List.of(new HandPair("a.o", ItemKind.FUNCTION, "board", "board"))));
        reviewing(model).forgetPairs();
        ui.until(() -> last().equals(HandPairs.NONE));
    }

    private HandPairs last() {
        synchronized (compared) {
            return compared.getLast();
        }
    }

    @Test
    void oneGoesBackAndForwardAmongWhatWasLookedAt() {
        ReviewModel model = open();
        History history = new History(model);
        select(model, "board");
        select(model, "charge");
        select(model, "discount");
        history.go(-1);
        history.go(-1);
        assertThat(selected(model)).isEqualTo("board");
        assertThat(history.refusal(-1, "no").getValue()).contains("no");
        history.go(1);
        assertThat(selected(model)).isEqualTo("charge");
        select(model, "fare_new");
        assertThat(history.refusal(1, "no").getValue()).contains("no");
        history.go(-1);
        assertThat(selected(model)).isEqualTo("charge");
    }
}
