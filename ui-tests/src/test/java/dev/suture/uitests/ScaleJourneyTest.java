package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.review.ChangeGroup;
import dev.suture.workbench.review.Selection;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Somebody opens builds of thousands of changes and of one enormous function, and the window stays quick. */
class ScaleJourneyTest {
    /** Generous: the machine that runs this may be busy with other things. What was measured is printed. */
    private static final double LIVE_MILLIS = 1500;

    @TempDir
    static Path work;

    private Journey journey;
    private Heartbeat heartbeat;

    @BeforeAll
    static void build() throws Exception {
        Journey.need("gcc");
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "skipped: the functions are written for x86_64");
        LargeBuild.make(work);
    }

    @BeforeEach
    void open() throws Exception {
        journey = Journey.begin(new Request.Review(work.resolve("base"), work.resolve("patched")));
        heartbeat = new Heartbeat();
        journey.untilReady();
        journey.until("a change is shown", () -> journey.model.diff().state().get() instanceof DiffState.Shown);
    }

    @AfterEach
    void close() throws Exception {
        heartbeat.close();
        journey.close();
    }

    private static void print(String what, double millis) {
        System.out.printf("%s: %.1f ms%n", what, millis);
    }

    private ChangeGroup group(String object) {
        return journey.model.review().groups().stream()
                .filter(g -> g.object().name().equals(object))
                .findFirst()
                .orElseThrow();
    }

    private int currentLine() {
        DiffState.Shown shown = (DiffState.Shown) journey.model.diff().state().get();
        return shown.layout()
                .lineOf(journey.model.diff().current().get().orElseThrow().first());
    }

    private double select(ObjectDiff object, Change change) throws Exception {
        return journey.millisUntilShown(
                () -> journey.model.review().selection().set(new Selection.OneChange(object, change)),
                () -> journey.model.diff().state().get() instanceof DiffState.Shown shown
                        && shown.change() == change
                        && journey.screenHasRows());
    }

    @Test
    void sixteenThousandFunctionsAreFilteredAsOneTypes() throws Exception {
        print("opening: longest wait for the FX thread", journey.onFx(heartbeat::longestMillis));
        List<Change> all = group("fares.o").changes();
        assertThat(all).hasSize(LargeBuild.FUNCTIONS);
        journey.robot.press(KeyCode.CONTROL).type(KeyCode.F).release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
        double worst = 0;
        String typed = "";
        for (String key : "fare_15999".split("")) {
            typed += key;
            String wanted = typed;
            int before = journey.onFx(() -> journey.filterings());
            double took = journey.millisUntilShown(
                    () -> journey.model.review().filter().text().set(wanted), () -> journey.filterings() > before);
            print("filter \"" + wanted + "\", until the tree is drawn", took);
            worst = Math.max(worst, took);
        }
        print("filter: slowest keystroke", worst);
        print("filter: longest wait for the FX thread", journey.onFx(heartbeat::longestMillis));
        assertThat(worst).isLessThan(LIVE_MILLIS);
    }

    @Test
    void aFunctionOfTwoThousandInstructionsIsSelectedAgainAndAgain() throws Exception {
        ChangeGroup fares = group("fares.o");
        ChangeGroup stop = group("stop.o");
        journey.onFx(heartbeat::longestMillis);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            select(fares.object(), fares.changes().get(i));
            double took = select(stop.object(), stop.changes().getFirst());
            print("select stop, until rows are on screen", took);
            best = Math.min(best, took);
        }
        print("select stop, best of five", best);
        print("selecting stop: longest wait for the FX thread", journey.onFx(heartbeat::longestMillis));
        assertThat(journey.onFx(
                        () -> ((DiffState.Shown) journey.model.diff().state().get())
                                .rendered()
                                .rows()
                                .size()))
                .isBetween(1900, 3200);
    }

    @Test
    void oneOfSixteenThousandIsMarkedAndAllAre() throws Exception {
        ChangeGroup fares = group("fares.o");
        select(fares.object(), fares.changes().getFirst());
        journey.onFx(heartbeat::longestMillis);
        journey.robot.type(KeyCode.F8);
        journey.until(
                "one is marked", () -> journey.model.review().progress().get().reviewed() == 1);
        print("marking one: longest wait for the FX thread", journey.onFx(heartbeat::longestMillis));
        journey.onFx(() -> {
            journey.model.reviewing().markShown();
            return null;
        });
        int all = journey.onFx(() -> journey.model.review().progress().get().of());
        journey.until("all are", () -> journey.model.review().progress().get().reviewed() == all);
        print("marking %d: longest wait for the FX thread".formatted(all), journey.onFx(heartbeat::longestMillis));
        journey.robot.type(KeyCode.F8);
        WaitForAsyncUtils.waitForFxEvents();
        print("marking one more: longest wait for the FX thread", journey.onFx(heartbeat::longestMillis));
        journey.resize(1920, 1200);
        journey.pictures("marks-16000-1920x1200");
    }

    @Test
    void theOneThatChangedAmongSixteenThousandIsTheOnlyOneListed() throws Exception {
        assertThat(group("single.o").changes())
                .singleElement()
                .satisfies(c -> assertThat(c.name()).isEqualTo(LargeBuild.name(LargeBuild.ONLY_EDITED)));
        journey.robot.press(KeyCode.CONTROL).type(KeyCode.F).release(KeyCode.CONTROL);
        journey.onFx(() -> {
            journey.model.review().filter().text().set("single.o");
            return null;
        });
        journey.until(
                "it alone is listed", () -> journey.model.review().groups().size() == 1);
        print(
                "the one of 16 000, until rows are on screen",
                select(group("single.o").object(), group("single.o").changes().getFirst()));
        journey.resize(1280, 800);
        journey.pictures("scale-one-of-16000");
    }

    @Test
    void theFirstAndTheLastOfThemAreSelected() throws Exception {
        ChangeGroup group = group("fares.o");
        ListView<?> tree = journey.node("change-tree", ListView.class);
        journey.onFx(heartbeat::longestMillis);
        for (Change change : List.of(group.changes().getLast(), group.changes().getFirst())) {
            print("select " + change.name() + ", until rows are on screen", select(group.object(), change));
            journey.until(
                    "the tree shows it",
                    () -> journey.robot.lookup(".item-cell").queryAllAs(javafx.scene.control.Labeled.class).stream()
                            .anyMatch(l -> change.name().equals(l.getText())));
            assertThat(tree.getSelectionModel().getSelectedIndex()).isNotNegative();
        }
        print("selecting: longest wait for the FX thread", journey.onFx(heartbeat::longestMillis));
        journey.resize(1280, 800);
        journey.pictures("scale-16000-1280x800");
        journey.resize(1920, 1200);
        journey.pictures("scale-16000-1920x1200");
    }

    @Test
    void anEnormousFunctionShowsItsFirstRowsWhileTheWindowStaysLive() throws Exception {
        ChangeGroup group = group("settle.o");
        Change settle = group.changes().getFirst();
        assertThat(settle.patchedSize()).isGreaterThan(240_000);
        journey.onFx(heartbeat::longestMillis);
        print(
                "%d KB function, until rows are on screen".formatted(settle.patchedSize() / 1000),
                select(group.object(), settle));
        double gap = journey.onFx(heartbeat::longestMillis);
        print("meanwhile: longest wait for the FX thread", gap);
        assertThat(gap).isLessThan(LIVE_MILLIS);
        assertThat(journey.lines("base-area", "row-fold")).isNotEmpty();
        journey.resize(1280, 800);
        for (int i = 0; i < 3; i++) {
            journey.robot.type(KeyCode.F7);
            WaitForAsyncUtils.waitForFxEvents();
        }
        int line = journey.onFx(this::currentLine);
        for (String side : List.of("base-area", "patched-area")) {
            journey.until(
                    "the fourth difference is on screen on the " + side,
                    () -> journey.onScreenNow(side).contains(line));
        }
        assertThat(journey.lines("base-area", "row-changed"))
                .isNotEmpty()
                .isEqualTo(journey.lines("patched-area", "row-changed"));
        journey.pictures("scale-large-function");
        journey.onFx(heartbeat::longestMillis);
        journey.robot.press(KeyCode.CONTROL).type(KeyCode.E).release(KeyCode.CONTROL);
        journey.until(
                "all rows are there",
                () -> journey.area("base-area").getParagraphs().size() > 60_000);
        print("all rows: longest wait for the FX thread", journey.onFx(heartbeat::longestMillis));
        journey.onFx(() -> {
            journey.area("base-area").requestFocus();
            return null;
        });
        journey.robot.type(KeyCode.END);
        int last = journey.onFx(() -> journey.area("base-area").getParagraphs().size()) - 1;
        for (String side : List.of("base-area", "patched-area")) {
            journey.until(
                    "the end is on screen", () -> journey.onScreenNow(side).contains(last));
        }
        gap = journey.onFx(heartbeat::longestMillis);
        print("scrolling: longest wait for the FX thread", gap);
        assertThat(gap).isLessThan(LIVE_MILLIS);
    }
}
