package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.Status;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.export.ReviewExport;
import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.review.ReviewProgress;
import dev.suture.workbench.review.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** An author goes through all changes, marks them, writes notes, and hands the review on. */
class MarkingJourneyTest {
    private static final String BASE = """
            int seats[8]; int puts(const char *);
            __attribute__((noinline)) int round_up(int a) { return (a + 3) / 4 * 4; }
            int price(int a, int b) { int sum = 0; while (b > sum) { sum += round_up(a) + seats[b & 7]; b--; }
                                      return sum > 90 ? sum - 9 : sum * 3; }
            int surcharge(int a) { return seats[a & 7] * 5 + 11; }
            int fare_of(int a) { for (int i = 0; i < a; i++) puts("fare"); return a * 77; }
            """;

    @TempDir
    Path work;

    private Journey journey;

    @BeforeAll
    static void need() {
        Journey.need("gcc");
    }

    @BeforeEach
    void open() throws Exception {
        compile("base", BASE);
        compile(
                "patched",
                BASE.replace("sum * 3", "sum * 4")
                        .replace("seats[b & 7]", "seats[b & 3]")
                        .replace("* 5 + 11", "* 5 + 12")
                        .replace("fare_of(int a)", "fare_for(int a)")
                        .replace("a * 77", "a * 79"));
        begin();
    }

    private void begin() throws Exception {
        journey = Journey.begin(
                new Request.Review(work.resolve("base"), work.resolve("patched")), work.resolve("records"));
        journey.untilReady();
        journey.resize(1280, 800);
        journey.until("a change is shown", () -> journey.model.diff().state().get() instanceof DiffState.Shown);
    }

    private void compile(String side, String source) throws Exception {
        Path folder = Files.createDirectories(work.resolve(side));
        Files.writeString(folder.resolve("fares.c"), source);
        Process gcc = new ProcessBuilder("gcc", "-c", "-O2", "-g", "-ffunction-sections", "-fno-inline", "fares.c")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as(said).isZero();
    }

    @AfterEach
    void close() throws Exception {
        journey.close();
    }

    private void keys(KeyCode... codes) {
        for (int i = 0; i < codes.length - 1; i++) {
            journey.robot.press(codes[i]);
        }
        journey.robot.type(codes[codes.length - 1]);
        for (int i = codes.length - 2; i >= 0; i--) {
            journey.robot.release(codes[i]);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void select(String name) throws Exception {
        journey.onFx(() -> {
            var object = journey.model.review().report().orElseThrow().objects().getFirst();
            object.changes().stream()
                    .filter(c -> c.name().equals(name))
                    .findFirst()
                    .ifPresent(c -> journey.model.review().selection().set(new Selection.OneChange(object, c)));
            return null;
        });
        journey.until(
                name + " is shown",
                () -> journey.model.diff().state().get() instanceof DiffState.Shown shown
                        && shown.change().name().equals(name));
    }

    private String label(String id) {
        return journey.node(id, Labeled.class).getText();
    }

    private ReviewProgress progress() {
        return journey.model.review().progress().get();
    }

    @Test
    void allIsMarkedWithNotesAndIsStillThereTheNextTime() throws Exception {
        assertThat(label("review-progress")).isEqualTo("0 of 4 reviewed");
        assertThat(journey.selectedName()).isEqualTo("price");
        keys(KeyCode.CONTROL, KeyCode.N);
        journey.robot.write("Why 4?");
        keys(KeyCode.F8);
        journey.until("the next is selected", () -> !journey.selectedName().equals("price"));
        assertThat(journey.node("review-note", TextInputControl.class).getText())
                .isEmpty();
        journey.until("one is reviewed", () -> progress().reviewed() == 1);
        select("price");
        assertThat(journey.node("review-note", TextInputControl.class).getText())
                .isEqualTo("Why 4?");
        journey.pictures("marks-one-1280x800");
        for (int i = 0; i < 4; i++) {
            keys(KeyCode.F8);
        }
        journey.until("all are reviewed", () -> label("review-progress").equals("4 of 4 reviewed"));
        keys(KeyCode.CONTROL, KeyCode.Z);
        journey.until("one step is undone", () -> progress().reviewed() == 3);
        keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        journey.until("it is done again", () -> progress().reviewed() == 4);

        Path page = work.resolve("review.html");
        journey.onFx(() -> {
            journey.model.export().write(page);
            return null;
        });
        journey.until(
                "the page is there",
                () -> journey.model.export().outcome().get() instanceof ReviewExport.Outcome.Written);
        assertThat(Files.readString(page)).contains("4 of 4 reviewed", "Why 4?", "<svg ", "fare_for");
        Files.copy(
                page,
                Files.createDirectories(Path.of("target", "screenshots")).resolve("review.html"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        journey.close();
        compile("patched", Files.readString(work.resolve("patched/fares.c")).replace("* 5 + 12", "* 5 + 19"));
        begin();
        journey.until("what changed since is told", () -> progress().equals(new ReviewProgress(3, 4, 1)));
        assertThat(label("review-progress")).isEqualTo("3 of 4 reviewed \u00b7 1 changed since");
        journey.resize(1920, 1200);
        journey.pictures("marks-later-1920x1200");
    }

    @Test
    void aRebuiltInputIsShownAndThePlaceKept() throws Exception {
        select("surcharge");
        journey.robot.clickOn("#watch-switch");
        journey.until("it watches", () -> journey.model.watch().on().get());
        var before = journey.onFx(() -> journey.model.review().report());
        // The first look must see the inputs as they are.
        journey.until("it has looked", () -> journey.model.watch().hasLooked());
        compile("patched", Files.readString(work.resolve("patched/fares.c")).replace("* 5 + 12", "* 6 + 19"));
        journey.until(
                "the review is another one",
                () -> !journey.model.review().report().equals(before));
        journey.until(
                "the same function is shown as it is now",
                () -> journey.selectedName().equals("surcharge")
                        && journey.model.diff().state().get() instanceof DiffState.Shown shown
                        && shown.object()
                                == journey.model
                                        .review()
                                        .report()
                                        .orElseThrow()
                                        .objects()
                                        .getFirst());
    }

    @Test
    void whatHasTwoNamesIsPairedByHandAndParted() throws Exception {
        select("fare_for");
        keys(KeyCode.CONTROL, KeyCode.J);
        journey.until("it is asked with what", () -> journey.shows("pair-list"));
        journey.robot.clickOn("#pair-do");
        journey.until(
                "they are one change",
                () -> progress().of() == 3 && journey.selectedName().equals("fare_for"));
        journey.until(
                "both sides are shown",
                () -> journey.model.diff().state().get() instanceof DiffState.Shown shown
                        && shown.change().status() == Status.CHANGED);
        journey.pictures("paired-by-hand-1280x800");
        keys(KeyCode.CONTROL, KeyCode.Z);
        journey.until("they are two again", () -> progress().of() == 4);
    }

    @Test
    void textIsFoundNamesAreFollowedAndOneGoesBack() throws Exception {
        select("price");
        journey.robot.clickOn(journey.area("patched-area"), MouseButton.PRIMARY);
        keys(KeyCode.CONTROL, KeyCode.F);
        journey.until("it is asked what", () -> journey.shows("find-field"));
        journey.robot.write("round_up");
        journey.until(
                "it is found and marked",
                () -> !journey.model.diff().find().found().get().matches().isEmpty()
                        && journey.area("patched-area").getSelectedText().equals("round_up"));
        journey.pictures("find-1280x800");
        keys(KeyCode.ESCAPE);
        keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        assertThat(journey.onFx(() -> Clipboard.getSystemClipboard().getString()))
                .contains("round_up")
                .contains("\u2212 ")
                .contains("+ ");
        select("surcharge");
        select("price");
        keys(KeyCode.ALT, KeyCode.LEFT);
        journey.until("one is back", () -> journey.selectedName().equals("surcharge"));
        keys(KeyCode.ALT, KeyCode.RIGHT);
        journey.until("and forward", () -> journey.selectedName().equals("price"));
    }

    @Test
    void severalFunctionsAreOpenAtOnce() throws Exception {
        select("price");
        keys(KeyCode.CONTROL, KeyCode.ENTER);
        journey.until("a tab is open", () -> journey.model.tabs().tabs().size() == 1);
        select("surcharge");
        keys(KeyCode.CONTROL, KeyCode.ENTER);
        journey.until("another one is", () -> journey.model.tabs().tabs().size() == 2);
        journey.until(
                "its rows are there",
                () -> journey.model.tabs().tabs().getLast().diff().state().get() instanceof DiffState.Shown);
        journey.pictures("tabs-1280x800");
        keys(KeyCode.CONTROL, KeyCode.W);
        journey.until("it is closed", () -> journey.model.tabs().tabs().size() == 1);
        keys(KeyCode.CONTROL, KeyCode.W);
        journey.until("all are", () -> journey.model.tabs().tabs().isEmpty());
        assertThat(journey.onFx(() -> journey.text("base-area"))).isNotEmpty();
    }

    @Test
    void theTreeIsFilteredByMarksAndReasons() throws Exception {
        select("price");
        keys(KeyCode.CONTROL, KeyCode.M);
        journey.until("it is reviewed", () -> progress().reviewed() == 1);
        journey.robot.clickOn("#further-filters");
        journey.until(
                "the filters are offered",
                () -> journey.robot.lookup("#filter-open").tryQuery().isPresent());
        journey.picture("filters-1280x800");
        journey.robot.clickOn("#filter-open");
        journey.until(
                "what was reviewed is gone",
                () -> journey.model.review().groups().getFirst().changes().size() == 3);
        assertThat(journey.model.review().filter().seen()).containsExactly(Seen.OPEN);
        assertThat(List.of(label("further-filters"))).containsExactly("1");
    }

    @Test
    void theSourceStandsSideBySideAndBranchesAreDrawn() throws Exception {
        select("price");
        journey.until("branches are drawn", () -> {
            journey.layOut();
            return journey.area("base-area").lookup(".branch-line") != null;
        });
        journey.pictures("branches-1280x800");
        keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        journey.until("the source is there", () -> journey.text("patched-area").contains("sum * 4"));
        assertThat(journey.onFx(() -> journey.text("base-area"))).contains("sum * 3");
        journey.pictures("source-text-1280x800");
    }
}
