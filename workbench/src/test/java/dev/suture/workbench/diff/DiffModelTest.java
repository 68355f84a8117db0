package dev.suture.workbench.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.review.Changes;
import dev.suture.workbench.review.Selection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiffModelTest {
    private static final String EQUAL = "s".repeat(40);

    private final DirectUi ui = new DirectUi();
    private final List<Integer> widths = new ArrayList<>();
    private final DiffModel model = new DiffModel(
            ui.background,
            (object, change, source, bytes) -> {
                synchronized (widths) {
                    widths.add(bytes);
                }
                String rows = EQUAL + "c" + EQUAL + "a" + EQUAL + "d";
                return Rows.of(source ? "l" + rows.replace("c", "lcl") : rows);
            },
            ui.messages);

    @AfterEach
    void close() {
        ui.close();
    }

    private DiffState.Shown shown() {
        return (DiffState.Shown) model.state().get();
    }

    private void show(ItemKind kind) {
        show(kind, "charge");
    }

    private void show(ItemKind kind, String name) {
        Change change = Changes.changed(kind, name, "code-changed");
        ObjectDiff object = Changes.object("a.o", change);
        model.show(new Selection.OneChange(object, change));
        ui.until(() -> model.state().get() instanceof DiffState.Shown);
    }

    @Test
    void oneGoesFromDifferenceToDifference() {
        show(ItemKind.FUNCTION);
        assertThat(model.position()).isZero();
        assertThat(model.move(-1)).isFalse();
        assertThat(model.move(1)).isTrue();
        assertThat(model.move(1)).isTrue();
        assertThat(model.position()).isEqualTo(2);
        assertThat(model.move(1)).isFalse();
        model.moveTo(40);
        assertThat(model.position()).isZero();
        model.startNextAtLast();
        show(ItemKind.FUNCTION, "discount");
        assertThat(model.position()).isEqualTo(2);
    }

    @Test
    void aFoldIsOpenedAndTheOthersStay() {
        show(ItemKind.FUNCTION);
        int before = shown().layout().lines().size();
        RenderedDiff rendered = shown().rendered();
        model.open(0);
        ui.until(() -> shown().layout().lines().size() > before);
        assertThat(shown().rendered()).as("no row is made twice").isSameAs(rendered);
        assertThat(shown().layout().lines().stream().filter(l -> l.look() == Look.FOLD))
                .hasSize(2);
        model.move(1);
        model.openBesideCurrent();
        ui.until(() -> shown().layout().lines().stream().noneMatch(l -> l.look() == Look.FOLD));
    }

    @Test
    void oneStaysAtTheDifferenceWhereSourceLinesCome() {
        show(ItemKind.FUNCTION);
        model.move(1);
        model.settings().set(model.settings().get().withSource(true));
        ui.until(() -> shown().rendered().hasSource());
        assertThat(model.position()).isEqualTo(1);
        assertThat(model.differences()).hasSize(3);
        assertThat(model.current().get()).contains(model.differences().get(1));
    }

    @Test
    void whatIsShownFollowsTheSettings() {
        show(ItemKind.FUNCTION);
        model.settings().set(model.settings().get().withUnified(true));
        ui.until(() -> shown().layout().unified());
        model.settings().set(model.settings().get().withUnified(false).withAllRows(true));
        ui.until(() ->
                shown().layout().lines().size() == shown().rendered().rows().size());
    }

    @Test
    void bytesStandInRowsThatFit() {
        show(ItemKind.DATA);
        model.fit(40);
        ui.until(() -> widths.contains(8));
        show(ItemKind.DATA, "fares");
        model.fit(120);
        ui.until(() -> widths.getLast() == 16);
        assertThat(widths).containsExactly(16, 8, 8, 16);
    }

    @Test
    void theWidthDoesNotMatterToInstructions() {
        show(ItemKind.FUNCTION);
        model.fit(40);
        model.fit(120);
        assertThat(widths).containsExactly(16);
    }

    @Test
    void whatIsComparedAnewKeepsItsPlaceAndStaysInSight() {
        show(ItemKind.FUNCTION);
        model.move(1);
        Change anew = Changes.changed(ItemKind.FUNCTION, "charge", "code-changed");
        model.show(new Selection.OneChange(Changes.object("a.o", anew), anew));
        assertThat(model.state().get()).isInstanceOf(DiffState.Shown.class);
        ui.until(() -> shown().change() == anew);
        assertThat(model.position()).isEqualTo(1);
    }
}
