package dev.suture.workbench.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.diff.Found.Match;
import dev.suture.workbench.review.Changes;
import dev.suture.workbench.review.Selection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindModelTest {
    private static final String EQUAL = "s".repeat(40);

    private final DirectUi ui = new DirectUi();
    private final DiffModel diff = new DiffModel(
            ui.background, (object, change, source, bytes) -> Rows.of(EQUAL + "c" + EQUAL + "d"), ui.messages);
    private final FindModel find = diff.find();

    @AfterEach
    void close() {
        ui.close();
    }

    private DiffState.Shown shown() {
        return (DiffState.Shown) diff.state().get();
    }

    private void open(String name) {
        Change change = Changes.changed(ItemKind.FUNCTION, name, "code-changed");
        diff.show(new Selection.OneChange(Changes.object("a.o", change), change));
        ui.until(() -> diff.state().get() instanceof DiffState.Shown s && s.change() == change);
    }

    @Test
    void bothSidesAreSearchedAndWhatTheyShareCountsOnce() {
        open("charge");
        find.text().set("40");
        ui.until(() -> !find.found().get().matches().isEmpty());
        assertThat(find.found().get().matches()).containsExactly(new Match(40, false, 1), new Match(40, true, 1));
        find.text().set("P7");
        ui.until(() -> find.found().get().text().equals("p7"));
        assertThat(find.found().get().matches())
                .as("p7, and p70 to p79")
                .hasSize(11)
                .allMatch(Match::patched);
    }

    @Test
    void oneBeginsAtTheDifferenceAndGoesAroundTheEnd() {
        open("charge");
        find.text().set("0");
        ui.until(() -> !find.found().get().matches().isEmpty());
        List<Match> all = find.found().get().matches();
        assertThat(find.found().get().current()).contains(new Match(40, false, 2));
        find.move(-1);
        assertThat(find.found().get().current().orElseThrow().row()).isLessThan(40);
        for (int i = 0; i < all.size(); i++) {
            find.move(1);
        }
        assertThat(find.found().get().current().orElseThrow().row()).isLessThan(40);
    }

    @Test
    void whatLiesBehindAFoldIsUncovered() {
        open("charge");
        assertThat(shown().layout().lines()).anyMatch(l -> l.look() == Look.FOLD);
        find.text().set("p3");
        ui.until(() -> find.found().get().matches().size() == 11);
        find.move(-1);
        ui.until(() -> {
            int row = find.found().get().current().orElseThrow().row();
            return shown().layout().lines().get(shown().layout().lineOf(row)).look() != Look.FOLD;
        });
    }

    @Test
    void anotherChangeIsSearchedForTheSame() {
        open("charge");
        find.text().set("b81");
        ui.until(() -> find.found().get().matches().size() == 1);
        open("discount");
        ui.until(() -> find.found().get().matches().size() == 1);
        find.text().set("");
        assertThat(find.found().get()).isEqualTo(Found.NOTHING);
    }
}
