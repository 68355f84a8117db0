package dev.suture.workbench.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.RecordStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReviewModelTest {
    private static final Change LINES = Changes.changed(ItemKind.FUNCTION, "accept_fare", "line-number-only");
    private static final Change NOISE =
            Changes.changed(ItemKind.FUNCTION, "a_warning", "line-number-only").suppressedBy("line-number-only");
    private static final Change NEW = Changes.added(ItemKind.FUNCTION, "board");
    private static final Change EDITED = Changes.changed(ItemKind.FUNCTION, "charge", "code-changed");
    private static final Change DATUM = Changes.changed(ItemKind.DATA, "fares", "value-changed");

    private final DirectUi ui = new DirectUi();

    @AfterEach
    void close() {
        ui.close();
    }

    private ReviewModel opened(Change... changes) {
        return opened(Changes.object("a.o", changes));
    }

    private ReviewModel opened(ObjectDiff object) {
        DiffReport report = Changes.report(object);
        ReviewModel model = new ReviewModel(
                ui.background,
                (base, patched, pairs, job) -> report,
                new Marks(ui.background, RecordStore.FORGETFUL),
                ui.messages);
        model.open(Path.of("base"), Path.of("patched"));
        ui.until(() -> model.state().get() instanceof ReviewState.Ready);
        return model;
    }

    private static List<String> names(ReviewModel model) {
        return model.groups().stream()
                .flatMap(g -> g.changes().stream())
                .map(Change::name)
                .toList();
    }

    private static Change selected(ReviewModel model) {
        return ((Selection.OneChange) model.selection().get()).change();
    }

    @Test
    void aChangedFunctionIsSelectedFirstAndNotOneOfWhichOnlyLineNumbersDiffer() {
        ReviewModel model = opened(NOISE, LINES, NEW, EDITED, DATUM);
        model.selectFirst();
        assertThat(selected(model)).isSameAs(EDITED);
    }

    @Test
    void whereNothingElseDiffersTheLineNumbersAreSelectedAndNotWhatIsSetAside() {
        ReviewModel model = opened(NOISE, LINES);
        model.filter().setAsideShown().set(true);
        ui.until(() -> names(model).contains(NOISE.name()));
        model.selectFirst();
        assertThat(selected(model)).isSameAs(LINES);
    }

    @Test
    void whatIsSetAsideIsHiddenUntilItIsAskedFor() {
        ReviewModel model = opened(NOISE, EDITED);
        assertThat(names(model)).containsExactly("charge");
        assertThat(model.counts().setAside()).isEqualTo(1);
        model.filter().setAsideShown().set(true);
        ui.until(() -> names(model).equals(List.of("a_warning", "charge")));
    }

    @Test
    void changesAreFilteredByTextStatusAndKind() {
        ReviewModel model = opened(LINES, NEW, EDITED, DATUM);
        model.filter().shown(ItemKind.FUNCTION).set(false);
        ui.until(() -> names(model).equals(List.of("fares")));
        model.filter().shown(ItemKind.FUNCTION).set(true);
        model.filter().shown(Status.CHANGED).set(false);
        ui.until(() -> names(model).equals(List.of("board")));
        model.filter().shown(Status.CHANGED).set(true);
        model.filter().text().set(" FARE ");
        ui.until(() -> names(model).equals(List.of("accept_fare", "fares")));
        model.filter().text().set("a.o");
        ui.until(() -> names(model).size() == 4);
    }

    @Test
    void changesAreFilteredByFindingAndReason() {
        ReviewModel model = opened(Changes.with(
                Changes.object("a.o", LINES, NEW, EDITED, DATUM),
                new Finding("data-changed", Severity.BLOCKER, "fares", "", ""),
                new Finding("look", Severity.NOTE, "charge", "", "")));
        assertThat(model.index().reasons())
                .containsEntry("code-changed", 1)
                .containsEntry("line-number-only", 1)
                .containsEntry("added", 1);
        model.filter().severities().add(Severity.BLOCKER);
        ui.until(() -> names(model).equals(List.of("fares")));
        model.filter().severities().add(Severity.NOTE);
        ui.until(() -> names(model).equals(List.of("charge", "fares")));
        model.filter().reasons().add("code-changed");
        ui.until(() -> names(model).equals(List.of("charge")));
        assertThat(model.filter().further()).isEqualTo(3);
        model.filter().clear();
        ui.until(() -> names(model).size() == 4);
        assertThat(model.filter().further()).isZero();
    }

    @Test
    void countsSayWhatThereIsWhateverIsShown() {
        ReviewModel model = opened(NOISE, LINES, NEW, EDITED, DATUM);
        model.filter().text().set("nothing of that name");
        ui.until(() -> names(model).isEmpty());
        assertThat(model.counts().of(Status.CHANGED)).isEqualTo(3);
        assertThat(model.counts().of(Status.ADDED)).isEqualTo(1);
        assertThat(model.counts().of(Status.DELETED)).isZero();
        assertThat(model.counts().of(ItemKind.FUNCTION)).isEqualTo(3);
        assertThat(model.counts().of(ItemKind.DATA)).isEqualTo(1);
    }

    @Test
    void whatIsFilteredOutIsNoLongerSelected() {
        ReviewModel model = opened(EDITED, DATUM);
        model.selectFirst();
        model.filter().text().set("fares");
        ui.until(() -> model.selection().get() instanceof Selection.Nothing);
        assertThat(model.move(1)).isTrue();
        assertThat(selected(model)).isSameAs(DATUM);
        assertThat(model.move(1)).isFalse();
    }
}
