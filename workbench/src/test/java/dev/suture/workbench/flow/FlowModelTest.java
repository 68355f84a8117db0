package dev.suture.workbench.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.diff.DiffModel;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.flow.FlowPicture.Direction;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.RecordStore;
import dev.suture.workbench.review.Changes;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowModelTest {
    private static final Change SMALL = Changes.edited("small", 1);
    private static final Change LARGE = Changes.edited("large", 2);
    private static final Change FOREIGN = Changes.edited("foreign", 3);
    private static final Change DATUM = Changes.changed(ItemKind.DATA, "rates", "value-changed");
    private static final ObjectDiff OBJECT = Changes.object("a.o", SMALL, LARGE, FOREIGN, DATUM);
    private static final FlowGraph LADDER = Flows.ladder(12);

    private final DirectUi ui = new DirectUi();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);
    private final ReviewModel review = new ReviewModel(
            ui.background,
            (base, patched, pairs, job) -> Changes.report(OBJECT),
            new Marks(ui.background, RecordStore.FORGETFUL),
            ui.messages);
    private final DiffModel diff = new DiffModel(ui.background, (object, change, source, bytes) -> rows(), ui.messages);
    private final FlowModel model = new FlowModel(ui.background, review, diff, this::flow, ui.messages);

    FlowModelTest() {
        review.selection().addListener((o, was, is) -> diff.show(is));
    }

    @AfterEach
    void close() {
        go.countDown();
        ui.close();
    }

    private static List<DiffRow> rows() {
        List<DiffRow> rows = new ArrayList<>();
        LADDER.blocks().forEach(b -> rows.addAll(b.rows()));
        return rows;
    }

    private Optional<FlowGraph> flow(ObjectDiff object, Change change) {
        asked.incrementAndGet();
        return change == FOREIGN ? Optional.empty() : Optional.of(change == LARGE ? Flows.ladder(500) : LADDER);
    }

    private void select(Change change) {
        review.selection().set(new Selection.OneChange(OBJECT, change));
    }

    private FlowPicture shown() {
        ui.until(() -> model.state().get() instanceof FlowState.Shown);
        return ((FlowState.Shown) model.state().get()).picture();
    }

    private DiffState.Shown rowsShown() {
        ui.until(() -> diff.state().get() instanceof DiffState.Shown);
        return (DiffState.Shown) diff.state().get();
    }

    @Test
    void nothingIsMadeUntilSomebodyLooks() {
        select(SMALL);
        rowsShown();
        assertThat(asked).hasValue(0);
        model.watch(true);
        assertThat(shown().nodes()).hasSize(25);
        model.watch(false);
        model.watch(true);
        assertThat(asked).as("it is there already").hasValue(1);
    }

    @Test
    void itOpensWhereTheUserIsInTheDiffAndGoesAlong() {
        model.watch(true);
        select(SMALL);
        rowsShown();
        FlowPicture picture = shown();
        int changed = model.current().get().orElseThrow();
        assertThat(picture.nodes().get(changed).node().status()).isEqualTo(Status.CHANGED);
        model.toEntry();
        assertThat(model.current().get()).hasValue(0);
        model.step(Direction.DOWN);
        int next = model.current().get().orElseThrow();
        assertThat(next).isIn(1, 2);
        DiffRow first =
                picture.nodes().get(next).node().blocks().getFirst().rows().getFirst();
        ui.until(() -> diff.row().get().isPresent()
                && rowsShown()
                        .rendered()
                        .rows()
                        .get(diff.row().get().getAsInt())
                        .equals(first));
        assertThat(rowsShown().layout().lines())
                .as("what was folded is open")
                .anyMatch(l -> l.firstRow() == diff.row().get().getAsInt() && l.firstRow() == l.lastRow());
        model.step(Direction.UP);
        assertThat(model.current().get()).hasValue(0);
        assertThat(diff.move(1)).as("there is one difference").isFalse();
    }

    @Test
    void whatCannotBeDrawnSaysWhy() {
        model.watch(true);
        assertThat(model.state().get()).isEqualTo(new FlowState.Nothing(FlowState.Why.NO_FUNCTION));
        select(DATUM);
        assertThat(model.state().get()).isEqualTo(new FlowState.Nothing(FlowState.Why.DATA));
        select(FOREIGN);
        ui.until(() -> model.state().get().equals(new FlowState.Nothing(FlowState.Why.MACHINE)));
        review.selection().set(new Selection.WholeObject(OBJECT));
        assertThat(model.state().get()).isEqualTo(new FlowState.Nothing(FlowState.Why.NO_FUNCTION));
        assertThat(model.current().get()).isEqualTo(OptionalInt.empty());
        assertThat(model.told(0)).isEmpty();
    }

    @Test
    void ofWhatIsTooLargeThePartAroundTheChangesIsOffered() {
        model.watch(true);
        select(LARGE);
        ui.until(() -> model.state().get() instanceof FlowState.TooMany);
        assertThat(((FlowState.TooMany) model.state().get()).around()).isTrue();
        model.scope().set(Scope.AROUND_CHANGES);
        assertThat(shown().nodes()).hasSize(5);
        assertThat(model.told(0)).contains("equal blocks", "unchanged");
    }

    @Test
    void makingItCanBeGivenUpAndBegunAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        FlowModel slow = new FlowModel(
                ui.background,
                review,
                diff,
                (object, change) -> {
                    begun.countDown();
                    try {
                        go.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.of(LADDER);
                },
                ui.messages);
        slow.watch(true);
        select(SMALL);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(slow.state().get()).isInstanceOf(FlowState.Working.class);
        slow.cancel();
        assertThat(slow.state().get()).isEqualTo(new FlowState.Nothing(FlowState.Why.CANCELLED));
        go.countDown();
        slow.again();
        ui.until(() -> slow.state().get() instanceof FlowState.Shown);
    }
}
