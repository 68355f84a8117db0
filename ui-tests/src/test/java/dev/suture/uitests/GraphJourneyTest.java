package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.Status;
import dev.suture.examples.BuiltExample;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.callers.CallerRow;
import dev.suture.workbench.callers.CallersState;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.flow.FlowPicture;
import dev.suture.workbench.flow.FlowState;
import dev.suture.workbench.flow.Scope;
import dev.suture.workbench.review.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Somebody wants to see how a function goes, and who gets there. */
class GraphJourneyTest {
    @TempDir
    static Path work;

    static BuiltExample built;

    private Journey journey;

    @BeforeAll
    static void build() throws Exception {
        Journey.need("gcc", "make", "patch");
        built = TicketdExample.build(work.resolve("example"));
        BranchyBuild.make(work.resolve("branchy"));
    }

    @AfterEach
    void close() throws Exception {
        journey.close();
    }

    private void open(Path base, Path patched) throws Exception {
        journey = Journey.begin(new Request.Review(base, patched));
        journey.untilReady();
    }

    private void select(String name) throws Exception {
        journey.onFx(() -> {
            journey.model
                    .review()
                    .report()
                    .orElseThrow()
                    .objects()
                    .forEach(o -> o.changes().stream()
                            .filter(c -> c.name().equals(name))
                            .forEach(c -> journey.model.review().selection().set(new Selection.OneChange(o, c))));
            return null;
        });
        journey.until(
                name + " is shown",
                () -> journey.model.diff().state().get() instanceof DiffState.Shown shown
                        && shown.change().name().equals(name));
    }

    private void press(KeyCode key) {
        journey.robot.press(KeyCode.CONTROL, key).release(key, KeyCode.CONTROL);
    }

    private FlowPicture picture(String function) throws Exception {
        journey.until(
                "the control flow of " + function + " is drawn",
                () -> journey.model.flow().state().get() instanceof FlowState.Shown shown
                        && shown.change().name().equals(function));
        return journey.onFx(
                () -> ((FlowState.Shown) journey.model.flow().state().get()).picture());
    }

    private int current() throws Exception {
        return journey.onFx(() -> journey.model.flow().current().get().orElse(-1));
    }

    @Test
    void aFunctionIsWalkedAlongItsEdgesAndLeadsToItsRows() throws Exception {
        open(built.baseDir(), built.patchedDir());
        journey.resize(1280, 800);
        select("group_discount");
        press(KeyCode.DIGIT6);
        FlowPicture picture = picture("group_discount");
        journey.pictures("flow-1280x800");
        assertThat(picture.nodes()).anyMatch(n -> n.node().status() != Status.UNCHANGED);

        // By keyboard from the entry on.
        journey.until(
                "the picture has the keyboard",
                () -> journey.node("flow-canvas", Region.class).isFocused());
        journey.robot.type(KeyCode.HOME);
        assertThat(current()).isZero();
        journey.robot.type(KeyCode.DOWN);
        int next = current();
        assertThat(next).isPositive();
        assertThat(picture.links())
                .anyMatch(a -> a.link().from() == 0 && a.link().to() == next);
        journey.robot.type(KeyCode.UP);
        assertThat(current()).isZero();
        journey.robot.type(KeyCode.DOWN, KeyCode.ENTER);
        journey.until(
                "the rows are marked",
                () -> !journey.area("patched-area").getSelectedText().isEmpty()
                        || !journey.area("base-area").getSelectedText().isEmpty());

        // From the rows to the block: wherever the caret is put, its block is marked.
        List<Integer> changed = journey.lines("patched-area", "row-changed");
        List<Integer> lines = changed.isEmpty() ? journey.lines("patched-area", "row-added") : changed;
        journey.onFx(() -> {
            journey.area("patched-area").moveTo(lines.getLast(), 0);
            return null;
        });
        int marked = current();
        assertThat(picture.nodes().get(marked).node().status()).isNotEqualTo(Status.UNCHANGED);

        journey.resize(1920, 1200);
        journey.pictures("flow-1920x1200");
        journey.robot.clickOn("#flow-fit");
        journey.robot.clickOn("#flow-in");
        press(KeyCode.DIGIT6);
        journey.until("it is closed again", () -> !journey.shows("flow-pane"));
    }

    @Test
    void whatHasNoControlFlowSaysSo() throws Exception {
        open(work.resolve("branchy/base"), work.resolve("branchy/patched"));
        journey.resize(1280, 800);
        press(KeyCode.DIGIT6);
        select("rates");
        journey.until(
                "it says why",
                () -> journey.model.flow().state().get().equals(new FlowState.Nothing(FlowState.Why.DATA)));
        journey.pictures("flow-data-1280x800");
    }

    @Test
    void aNewFunctionIsDrawnAsOneThatIsAllNew() throws Exception {
        open(built.baseDir(), built.patchedDir());
        journey.resize(1280, 800);
        select("can_be_priced");
        press(KeyCode.DIGIT6);
        assertThat(picture("can_be_priced").nodes()).allMatch(n -> n.node().status() == Status.ADDED);
        journey.pictures("flow-added-1280x800");
    }

    @Test
    void ofAFunctionOfThousandsOfInstructionsWhatIsAroundTheChangesIsShown() throws Exception {
        open(work.resolve("branchy/base"), work.resolve("branchy/patched"));
        journey.resize(1280, 800);
        select("settle");
        press(KeyCode.DIGIT6);
        journey.until(
                "it says that there are too many blocks",
                () -> journey.model.flow().state().get() instanceof FlowState.TooMany many && many.around());
        journey.pictures("flow-many-1280x800");
        Heartbeat heartbeat = new Heartbeat();
        journey.onFx(heartbeat::longestMillis);
        journey.robot.clickOn("#flow-show-around");
        FlowPicture picture = picture("settle");
        System.out.printf(
                "control flow around the changes of %d blocks: longest wait for the FX thread %.1f ms%n",
                picture.outline().graph().blocks().size(), journey.onFx(heartbeat::longestMillis));
        heartbeat.close();
        assertThat(journey.onFx(() -> journey.model.flow().scope().get())).isEqualTo(Scope.AROUND_CHANGES);
        assertThat(picture.nodes().size()).isLessThan(100);
        journey.resize(1920, 1200);
        journey.pictures("flow-around-1920x1200");
        select("route");
        journey.robot.clickOn("#flow-around");
        picture = picture("route");
        assertThat(picture.nodes().size()).isGreaterThan(40);
        journey.pictures("flow-large-1920x1200");
        journey.robot.clickOn("#flow-fit");
        journey.pictures("flow-large-fit-1920x1200");
    }

    private List<CallerRow> callers(String of) throws Exception {
        journey.until(
                "the callers of " + of + " are shown",
                () -> journey.model.callers().state().get() instanceof CallersState.Shown shown
                        && shown.rows().getFirst().name().equals(of));
        return journey.onFx(
                () -> ((CallersState.Shown) journey.model.callers().state().get()).rows());
    }

    @Test
    void callersAreUnfoldedUpToWhereTheProgramIsEntered() throws Exception {
        open(built.baseDir(), built.patchedDir());
        journey.resize(1280, 800);
        select("group_discount");
        press(KeyCode.DIGIT7);
        List<CallerRow> rows = callers("group_discount");
        assertThat(rows.getFirst().reach().orElseThrow().functions()).isPositive();
        assertThat(rows.size()).isGreaterThan(1);
        ListView<?> list = journey.node("callers-list", ListView.class);
        journey.until("the tree has the keyboard", list::isFocused);
        int last = rows.size() - 1;
        IntStream.range(0, last).forEach(i -> journey.robot.type(KeyCode.DOWN));
        WaitForAsyncUtils.waitForFxEvents();
        journey.robot.type(KeyCode.RIGHT);
        journey.pictures("callers-1280x800");
        assertThat(journey.onFx(() -> journey.model.callers().chain(last)))
                .startsWith(rows.get(last).name())
                .endsWith("group_discount");
        journey.resize(1920, 1200);
        journey.pictures("callers-1920x1200");
        String first = rows.get(1).name();
        journey.onFx(() -> {
            list.getSelectionModel().clearAndSelect(1);
            list.requestFocus();
            return null;
        });
        journey.robot.type(KeyCode.ENTER);
        journey.until("it went to the caller", () -> journey.selectedName().equals(first));
        callers(first);
    }
}
