package dev.suture.workbench.callers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Status;
import dev.suture.diff.reach.Reach;
import dev.suture.diff.reach.Use.How;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.callers.CallerRow.Mark;
import dev.suture.workbench.callers.CallerRow.Unfolding;
import dev.suture.workbench.mark.Marks;
import dev.suture.workbench.mark.RecordStore;
import dev.suture.workbench.review.ReviewModel;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallersModelTest {
    private static final String PRICES = """
            int unit = %d;
            __attribute__((noinline)) int rounded(int sum) { return sum / 5 * unit + %d; }
            __attribute__((noinline)) int price(int count) { return rounded(count * 7) + 1; }
            __attribute__((noinline)) int rebate(int count) { return count > 9 ? rounded(count) : price(count); }
            __attribute__((noinline)) int odd(int n);
            __attribute__((noinline)) int even(int n) { return n == 0 ? 1 : odd(n - 1) + unit; }
            __attribute__((noinline)) int odd(int n) { return n == 0 ? rounded(n) : even(n - 1) - unit; }
            %s
            """;
    private static final String GONE = "int gone(int n) { return rounded(n) - 9; }";

    /** The same in both builds, so that the comparison does not open it. */
    private static final String DESK = """
            extern int price(int), rebate(int);
            extern int asked(void);
            int (*const ways[])(int) = {rebate};
            __attribute__((noinline)) int sell(int count) { return price(count) - 1; }
            int main(void) { return sell(asked()); }
            """;

    @TempDir
    static Path work;

    private final DirectUi ui = new DirectUi();
    private final ReviewModel review = new ReviewModel(
            ui.background,
            (base, patched, pairs, job) ->
                    new TreeDiff(new DiffEngine(UserspaceRules.all())).compare(base, patched, job),
            new Marks(ui.background, RecordStore.FORGETFUL),
            ui.messages);
    private final CallersModel model = new CallersModel(ui.background, review, ui.messages);

    @BeforeAll
    static void build() throws Exception {
        compile("base", "prices", PRICES.formatted(3, 0, GONE));
        compile("patched", "prices", PRICES.formatted(4, 2, ""));
        compile("base", "desk", DESK);
        compile("patched", "desk", DESK);
    }

    private static void compile(String side, String unit, String source) throws Exception {
        Path folder = Files.createDirectories(work.resolve(side));
        Path file = work.resolve(unit + ".c");
        Files.writeString(file, source);
        Process gcc = new ProcessBuilder(
                        "gcc",
                        "-c",
                        "-O2",
                        "-ffunction-sections",
                        "-fdata-sections",
                        file.toString(),
                        "-o",
                        unit + ".o")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(gcc.waitFor())
                .as(new String(gcc.getInputStream().readAllBytes()))
                .isZero();
    }

    @BeforeEach
    void open() {
        review.open(work.resolve("base"), work.resolve("patched"));
        ui.until(() -> review.state().get() instanceof ReviewState.Ready);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private void select(String name) {
        review.report()
                .orElseThrow()
                .objects()
                .forEach(o -> o.changes().stream()
                        .filter(c -> c.name().equals(name))
                        .forEach(c -> review.selection().set(new Selection.OneChange(o, c))));
    }

    private List<CallerRow> rows(String of) {
        ui.until(() -> model.state().get() instanceof CallersState.Shown shown
                && shown.rows().getFirst().name().equals(of));
        return now();
    }

    private List<CallerRow> now() {
        return ((CallersState.Shown) model.state().get()).rows();
    }

    private static List<String> names(List<CallerRow> rows) {
        return rows.stream().map(r -> "  ".repeat(r.depth()) + r.name()).toList();
    }

    @Test
    void callersOfAllObjectsAreFoundTheUntouchedOnesToo() {
        model.watch(true);
        select("rounded");
        List<CallerRow> rows = rows("rounded");
        assertThat(names(rows)).containsExactly("rounded", "  odd", "  price", "  rebate");
        CallerRow root = rows.getFirst();
        assertThat(root.status()).isEqualTo(Status.CHANGED);
        // odd, even, price, rebate, sell and main; the program is entered by main and by who uses the table.
        assertThat(root.reach()).contains(new Reach(6, 2));
        assertThat(rows.get(2).status()).isEqualTo(Status.UNCHANGED);
        assertThat(rows.get(2).use()).contains(new CallerRow.Uses(How.CALLS, false, 1));
        model.unfold(2, true);
        assertThat(names(now())).containsExactly("rounded", "  odd", "  price", "    rebate", "    sell", "  rebate");
        assertThat(now().get(4).object()).isEqualTo("desk.o");
        model.unfold(4, true);
        CallerRow main = now().get(5);
        assertThat(main.name()).isEqualTo("main");
        assertThat(main.mark()).isEqualTo(Mark.OFFERED);
        assertThat(main.unfolding()).isEqualTo(Unfolding.NONE);
        assertThat(model.chain(5)).containsExactly("main", "sell", "price", "rounded");
        assertThat(model.parent(5)).isEqualTo(4);
        model.unfold(2, false);
        assertThat(names(now())).containsExactly("rounded", "  odd", "  price", "  rebate");
    }

    @Test
    void whatGoesRoundIsMarkedAndEndsThere() {
        model.watch(true);
        select("rounded");
        rows("rounded");
        model.unfold(1, true);
        model.unfold(2, true);
        List<CallerRow> rows = now();
        assertThat(names(rows).subList(1, 4)).containsExactly("  odd", "    even", "      odd");
        assertThat(rows.get(3).mark()).isEqualTo(Mark.CYCLE);
        assertThat(rows.get(3).unfolding()).isEqualTo(Unfolding.NONE);
    }

    @Test
    void goingToACallerAsksWhoCallsThat() {
        model.watch(true);
        select("rounded");
        rows("rounded");
        model.unfold(2, true);
        model.open(4);
        assertThat(review.selection().get()).isInstanceOfSatisfying(Selection.OneChange.class, one -> {
            assertThat(one.object().name()).isEqualTo("desk.o");
            assertThat(one.change().name()).isEqualTo("sell");
            assertThat(one.change().status()).isEqualTo(Status.UNCHANGED);
            assertThat(one.change().base()).isPresent();
        });
        // The only caller is shown at once.
        assertThat(names(rows("sell"))).containsExactly("sell", "  main");
    }

    @Test
    void anAddressTakenIsToldFromACallAndADatumIsUsed() {
        model.watch(true);
        select("rounded");
        rows("rounded");
        model.open(3);
        List<CallerRow> rows = rows("rebate");
        assertThat(names(rows)).containsExactly("rebate", "  ways");
        assertThat(rows.get(1).kind()).isEqualTo(ItemKind.DATA);
        assertThat(rows.get(1).use()).contains(new CallerRow.Uses(How.TAKES_ADDRESS, false, 1));
        select("unit");
        assertThat(rows("unit").get(1).use().orElseThrow().datum()).isTrue();
    }

    @Test
    void ofWhatIsGoneTheBaseIsAskedAndOfAnObjectItsChangedFunctions() {
        model.watch(true);
        select("gone");
        assertThat(rows("gone")).hasSize(1);
        assertThat(((CallersState.Shown) model.state().get()).base()).isTrue();
        assertThat(now().getFirst().mark()).isEqualTo(Mark.OFFERED);
        review.selection()
                .set(new Selection.WholeObject(
                        review.report().orElseThrow().objects().getFirst()));
        List<CallerRow> rows = rows("rounded");
        assertThat(rows.stream().filter(r -> r.depth() == 0).map(CallerRow::name))
                .containsExactlyElementsOf(review.report().orElseThrow().objects().getFirst().changes().stream()
                        .filter(c -> c.kind() == ItemKind.FUNCTION && c.status() != Status.DELETED)
                        .map(Change::name)
                        .toList());
    }

    @Test
    void nothingIsAskedWhileNobodyLooksOrNothingIsSelected() {
        select("rounded");
        assertThat(model.state().get()).isEqualTo(new CallersState.Nothing(CallersState.Why.NOTHING));
        model.watch(true);
        rows("rounded");
        review.selection().set(new Selection.Nothing());
        assertThat(model.state().get()).isEqualTo(new CallersState.Nothing(CallersState.Why.NOTHING));
        select("unit");
        rows("unit");
        review.close();
        assertThat(model.state().get()).isEqualTo(new CallersState.Nothing(CallersState.Why.NOTHING));
    }
}
