package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.suture.diff.model.Status;
import dev.suture.examples.BuiltExample;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.diff.DiffState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fxmisc.richtext.StyledTextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Somebody opens two builds and reads what changed and why. */
class ReviewJourneyTest {
    @TempDir
    static Path work;

    static BuiltExample built;

    private Journey journey;

    @BeforeAll
    static void build() {
        Journey.need("gcc", "make", "patch");
        built = TicketdExample.build(work);
    }

    @BeforeEach
    void open() throws Exception {
        journey = Journey.begin(new Request.Review(built.baseDir(), built.patchedDir()));
        journey.untilReady();
    }

    @AfterEach
    void close() throws Exception {
        journey.close();
    }

    private void select(String name) throws Exception {
        journey.robot.clickOn(journey.robot
                .lookup(".item-cell")
                .match((Node n) -> n instanceof Labeled l && name.equals(l.getText()))
                .<Node>query());
        journey.until(
                name + " is shown",
                () -> journey.model.diff().state().get() instanceof DiffState.Shown shown
                        && shown.change().name().equals(name));
    }

    @Test
    void aChangedFunctionIsReadSideBySideWithItsReason() throws Exception {
        journey.resize(1280, 800);
        select("group_discount");
        journey.until("the rows are on screen", () -> !journey.text("base-area").isEmpty());
        String base = journey.onFx(() -> journey.text("base-area"));
        assertThat(base).contains("mov").contains("j");
        assertThat(journey.onFx(() -> journey.text("patched-area")))
                .contains("mov")
                .isNotEqualTo(base);
        assertThat(journey.lines("base-area", "row-changed"))
                .isNotEmpty()
                .isEqualTo(journey.lines("patched-area", "row-changed"));
        String reasons =
                journey.onFx(() -> journey
                        .robot
                        .from(journey.robot.lookup("#reason-pane"))
                        .lookup(".reason-card .label")
                        .<Labeled>queryAll()
                        .stream()
                        .map(Labeled::getText)
                        .reduce("", (a, b) -> a + "\n" + b));
        assertThat(reasons).contains("code-changed");
        journey.pictures("review-1280x800");
        select("party_parse");
        journey.resize(1920, 1200);
        journey.pictures("review-1920x1200");
    }

    @Test
    void theSidesScrollAsOneWhicheverIsScrolled() throws Exception {
        journey.resize(1000, 500);
        select("group_discount");
        keys(KeyCode.L);
        journey.until(
                "source lines are there",
                () -> journey.model.diff().state().get() instanceof DiffState.Shown s
                        && s.rendered().hasSource());
        StyledTextArea<?, ?> base = journey.area("base-area");
        StyledTextArea<?, ?> patched = journey.area("patched-area");
        journey.until(
                "the text does not fit",
                () -> base.getTotalHeightEstimate() > base.getHeight() + 40
                        && base.getTotalWidthEstimate() > base.getWidth() + 40);
        assertThat(base.getTotalWidthEstimate()).isEqualTo(patched.getTotalWidthEstimate());
        assertThat(base.getWidth()).isCloseTo(patched.getWidth(), within(1.0)); // An odd pixel goes to one of them.
        for (StyledTextArea<?, ?> moved : List.of(base, patched)) {
            double to = moved == base ? 40 : 15;
            journey.onFx(() -> {
                moved.scrollXToPixel(to);
                moved.scrollYToPixel(to);
                return null;
            });
            journey.until(
                    "both are there",
                    () -> List.of(base, patched).stream()
                            .allMatch(a -> Math.abs(a.estimatedScrollXProperty().getValue() - to) < 1
                                    && Math.abs(a.estimatedScrollYProperty().getValue() - to) < 1));
        }
    }

    @Test
    void bothSidesAreReadBelowEachOther() throws Exception {
        journey.resize(1280, 800);
        select("group_discount");
        int changed = journey.lines("base-area", "row-changed").size();
        keys(KeyCode.U);
        journey.until("both share an area", () -> journey.shows("unified-area") && !journey.shows("base-area"));
        assertThat(journey.lines("unified-area", "row-deleted")).hasSizeGreaterThanOrEqualTo(changed);
        assertThat(journey.lines("unified-area", "row-added")).hasSizeGreaterThanOrEqualTo(changed);
        journey.pictures("unified-1280x800");
        keys(KeyCode.U);
        journey.until("they stand side by side", () -> journey.shows("base-area") && !journey.shows("unified-area"));
    }

    @Test
    void sourceLinesStandBetweenTheInstructions() throws Exception {
        journey.resize(1280, 800);
        select("group_discount");
        int position = journey.onFx(() -> journey.model.diff().position());
        int differences = journey.onFx(() -> journey.model.diff().differences().size());
        assertThat(journey.lines("base-area", "row-source")).isEmpty();
        keys(KeyCode.L);
        journey.until(
                "source lines are there",
                () -> journey.model.diff().state().get() instanceof DiffState.Shown s
                        && s.rendered().hasSource());
        assertThat(journey.lines("base-area", "row-source")).isNotEmpty();
        assertThat(journey.onFx(() -> journey.text("patched-area"))).contains(".c:");
        assertThat(journey.onFx(() -> journey.model.diff().position())).isEqualTo(position);
        assertThat(journey.onFx(() -> journey.model.diff().differences().size()))
                .isEqualTo(differences);
        journey.pictures("source-1280x800");
    }

    private void keys(KeyCode code) {
        journey.robot.press(KeyCode.CONTROL).type(code).release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void everyDifferenceIsReachedByF7() throws Exception {
        journey.until(
                "the first change is shown", () -> journey.model.diff().state().get() instanceof DiffState.Shown);
        String first = journey.selectedName();
        int differences = journey.onFx(() -> journey.model.diff().differences().size());
        assertThat(differences).isPositive();
        for (int i = 0; i < differences; i++) {
            journey.robot.type(KeyCode.F7);
            WaitForAsyncUtils.waitForFxEvents();
        }
        journey.until(
                "the next change is shown",
                () -> !journey.selectedName().equals(first)
                        && journey.model.diff().state().get() instanceof DiffState.Shown);
        journey.robot.press(KeyCode.SHIFT).type(KeyCode.F7).release(KeyCode.SHIFT);
        journey.until(
                "the last difference of the first change is current",
                () -> journey.selectedName().equals(first)
                        && journey.model.diff().current().get().isPresent()
                        && journey.model
                                .diff()
                                .current()
                                .get()
                                .get()
                                .equals(journey.model.diff().differences().getLast()));
    }

    @Test
    void theWholeWindowIsReachedByTab() throws Exception {
        Set<String> reached = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            journey.robot.type(KeyCode.TAB);
            WaitForAsyncUtils.waitForFxEvents();
            journey.onFx(() -> reached.add(
                    String.valueOf(journey.window.scene().getFocusOwner().getId())));
        }
        assertThat(reached)
                .contains(
                        "change-filter",
                        "chip-changed",
                        "change-tree",
                        "diff-previous",
                        "diff-next",
                        "diff-all-rows",
                        "diff-source",
                        "diff-unified",
                        "base-area",
                        "patched-area",
                        "theme-toggle",
                        "deploy-open");
    }

    @Test
    void theFilterIsReachedByKeyAndNarrowsTheTree() throws Exception {
        journey.robot.press(KeyCode.CONTROL).type(KeyCode.F).release(KeyCode.CONTROL);
        journey.robot.write("can_be");
        journey.until(
                "one change is left", () -> journey.model.review().groups().size() == 1);
        assertThat(journey.model.review().groups().getFirst().changes())
                .singleElement()
                .satisfies(c -> assertThat(c.name()).isEqualTo("can_be_priced"))
                .satisfies(c -> assertThat(c.status()).isEqualTo(Status.ADDED));
        journey.robot.type(KeyCode.ENTER);
        journey.robot.type(KeyCode.DOWN);
        journey.until(
                "the added function is shown",
                () -> journey.selectedName().equals("can_be_priced")
                        && journey.model.diff().state().get() instanceof DiffState.Shown);
        assertThat(journey.lines("patched-area", "row-added")).isNotEmpty();
        assertThat(journey.lines("base-area", "row-absent")).isEqualTo(journey.lines("patched-area", "row-added"));
        journey.resize(1280, 800);
        journey.picture("review-added-light");
        journey.robot.clickOn("#chip-added");
        journey.until("nothing is left", () -> journey.model.review().groups().isEmpty());
        assertThat(journey.selectedName()).isEmpty();
        journey.pictures("review-nothing");
        assertThat(journey.node("change-filter", TextField.class).getText()).isEqualTo("can_be");
    }
}
