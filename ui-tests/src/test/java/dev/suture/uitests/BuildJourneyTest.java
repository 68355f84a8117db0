package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.build.Answer;
import dev.suture.workbench.build.BuildState;
import dev.suture.workbench.build.LogLine;
import dev.suture.workbench.build.PatchRow;
import dev.suture.workbench.build.StageView;
import dev.suture.workbench.build.WizardModel;
import dev.suture.workbench.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has a source patch, and builds a hot patch from it in the window. */
class BuildJourneyTest {
    @TempDir
    Path place;

    private Journey journey;
    private ShopTree tree;

    @BeforeEach
    void open() throws Exception {
        Journey.need("gcc", "make", "patch", "setsid");
        tree = ShopTree.in(place);
        journey = Journey.begin(new Request.Start());
        journey.resize(1280, 800);
    }

    @AfterEach
    void close() throws Exception {
        Files.writeString(place.resolve("go"), "");
        journey.close();
    }

    private WizardModel wizard() {
        return journey.model.lastWizard();
    }

    private void next(String page) throws Exception {
        journey.until(
                "one can go on",
                () -> !journey.node("wizard-next", Button.class).isDisabled());
        journey.robot.clickOn("#wizard-next");
        journey.until("the page is there: " + page, () -> journey.shows("wizard-" + page));
    }

    private void untilGood(ReadOnlyObjectProperty<Answer> answer) throws Exception {
        journey.until("the answer is good", () -> answer.get().isGood());
    }

    /** Through the wizard, with everything as it is proposed, up to its last page. */
    private void throughTheWizard(Path patch) throws Exception {
        journey.robot.clickOn("#start-file-build");
        journey.until("the wizard is open", () -> journey.shows("wizard-source"));
        journey.onFx(() -> {
            journey.node("build-folder", TextField.class).setText(tree.folder().toString());
            wizard().patches().add(List.of(patch));
            return null;
        });
        next("patches");
        next("target");
        next("output");
        journey.onFx(() -> {
            wizard().output().work().set(place.resolve("work").toString());
            return null;
        });
        next("summary");
    }

    @Test
    void fromTheStartPageThroughTheWizardToTheReview() throws Exception {
        Path shop = tree.built();
        Path fix = tree.patch("dearer.patch", "+ 7", "+ 9");
        journey.robot.clickOn("#start-file-build");
        journey.until("the wizard is open", () -> journey.shows("wizard-source"));
        assertThat(journey.node("wizard-next", Button.class).isDisabled()).isTrue();
        journey.robot.clickOn("#build-folder").write(place.resolve("away").toString());
        journey.until(
                "the mistake is told",
                () -> wizard().source().answer().get().advice().isPresent()
                        && wizard().source()
                                .answer()
                                .get()
                                .advice()
                                .get()
                                .text()
                                .contains("away"));
        journey.picturesOf("wizard-source", "wizard-source-advice");
        journey.onFx(() -> {
            journey.node("build-folder", TextField.class).setText(tree.folder().toString());
            return null;
        });
        untilGood(wizard().source().answer());
        assertThat(wizard().source().answer().get().note()).contains("Make");
        journey.picturesOf("wizard-source", "wizard-source");

        next("patches");
        journey.picturesOf("wizard-patches", "wizard-patches-none");
        Path wrong = tree.patch("wrong.patch", "count * UNIT", "count * UNITS");
        journey.onFx(() -> {
            wizard().patches().add(List.of(fix, wrong));
            return null;
        });
        journey.until(
                "the second does not apply",
                () -> wizard().patches().rows().size() == 2
                        && wizard().patches().rows().getLast().state() == PatchRow.State.FAILS);
        assertThat(wizard().patches().rows().getFirst().files()).containsExactly("price.c");
        journey.picturesOf("wizard-patches", "wizard-patches");
        journey.onFx(() -> {
            journey.node("build-patches", ListView.class).getSelectionModel().select(1);
            return null;
        });
        journey.robot.clickOn("#build-patch-remove");

        next("target");
        journey.until(
                "the program is found", () -> wizard().target().target().get().equals(shop.toString()));
        untilGood(wizard().target().answer());
        journey.picturesOf("wizard-target", "wizard-target");

        next("output");
        untilGood(wizard().output().answer());
        assertThat(wizard().output().file()).isEqualTo(place.resolve("dearer.tar.zst"));
        journey.onFx(() -> {
            wizard().output().work().set(place.resolve("work").toString());
            wizard().output().description().set("Two more for everybody.");
            return null;
        });
        journey.picturesOf("wizard-output", "wizard-output");

        next("summary");
        assertThat(journey.node("build-command", TextArea.class).getText())
                .contains("suture build", "--source", "dearer.patch", "--target " + shop, "--work");
        journey.picturesOf("wizard-summary", "wizard-summary");
        journey.robot.clickOn("#wizard-build");
        journey.untilBuilt(
                "it is built",
                () -> !(journey.model.build().state().get() instanceof BuildState.Idle)
                        && !journey.model.build().isRunning());
        assertThat(journey.model.build().state().get()).isInstanceOf(BuildState.Done.class);
        journey.untilReady();
        journey.until("a change is selected", () -> journey.selectedName().equals("price"));
        assertThat(place.resolve("dearer.tar.zst")).isNotEmptyFile();
        assertThat(journey.shows("build-strip")).isTrue();
        journey.pictures("build-done-1280x800");

        journey.robot.clickOn("#strip-package");
        journey.until("what was made is shown", () -> journey.shows("made-dialog"));
        assertThat(journey.node("made-path", TextField.class).getText()).endsWith("dearer.tar.zst");
        journey.picturesOf("made-dialog", "build-made");
        journey.robot.type(KeyCode.ESCAPE);
        journey.until("the dialog is closed", () -> !journey.shows("made-dialog"));

        journey.robot.clickOn("#strip-log");
        journey.until("the log is shown", () -> journey.shows("build-log"));
        journey.robot.press(KeyCode.CONTROL, KeyCode.DIGIT5).release(KeyCode.DIGIT5, KeyCode.CONTROL);
        journey.until("the tasks are shown", () -> journey.shows("task-list"));
        assertThat(journey.model.background().tasks().entries())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(e -> assertThat(e.state().get()).isInstanceOf(TaskState.Done.class));
        journey.picture("build-tasks-light");

        journey.robot.clickOn("#strip-deploy");
        journey.until("Deploy is shown", () -> journey.shows("deploy-pane"));
        assertThat(journey.model.deploy().target().get()).contains(shop);
    }

    @Test
    void aCompilersErrorLeadsToItsPlaceInTheLog() throws Exception {
        tree.built();
        throughTheWizard(tree.patch("broken.patch", "+ 7;", "+ nothing;"));
        journey.robot.clickOn("#wizard-build");
        journey.untilBuilt("it failed", () -> journey.model.build().state().get() instanceof BuildState.Failed);
        journey.until("the failure is shown", () -> journey.shows("build-show-in-log"));
        assertThat(journey.model.background().tasks().failed().get()).isEqualTo(1);
        journey.robot.clickOn("#build-show-in-log");
        journey.until(
                "the error's line is selected",
                () -> journey.model.build().log().selected().get().isPresent());
        LogLine line = journey.model.build().log().selected().get().orElseThrow();
        assertThat(line.text()).contains("price.c:4").contains("error").contains("nothing");
        journey.pictures("build-failed-1280x800");
        journey.resize(1920, 1200);
        journey.pictures("build-failed-1920x1200");
        journey.resize(1280, 800);
        journey.robot.clickOn("#task-badge");
        journey.until("the tasks are shown", () -> journey.shows("task-copy"));
        journey.pictures("tasks-failed-1280x800");
        journey.robot.press(KeyCode.CONTROL, KeyCode.DIGIT4).release(KeyCode.DIGIT4, KeyCode.CONTROL);
        journey.robot.clickOn("#build-again");
        journey.until("the wizard is there as it was", () -> journey.shows("wizard-source"));
        assertThat(journey.node("build-folder", TextField.class).getText())
                .isEqualTo(tree.folder().toString());
        journey.robot.type(KeyCode.ESCAPE);
    }

    @Test
    void cancellingLeavesNothingRunning() throws Exception {
        Path go = place.resolve("go");
        tree.waitingFor(go, "for i in 1 2 3; do echo \"price.c:$$i: warning: counting $$i\"; done");
        throughTheWizard(tree.patch("dearer.patch", "+ 7", "+ 9"));
        journey.robot.clickOn("#wizard-build");
        journey.untilBuilt(
                "the build waits",
                () -> journey.model.build().log().shown().stream()
                        .anyMatch(l -> l.text().contains("counting 3")));
        assertThat(processesIn(place)).isNotEmpty();
        assertThat(journey.model.build().moment().get().stages()).anyMatch(s -> s.state() == StageView.State.RUNNING);
        journey.pictures("build-running-1280x800");
        journey.resize(1920, 1200);
        journey.pictures("build-running-1920x1200");
        journey.resize(1280, 800);
        journey.robot.clickOn("#build-cancel");
        journey.untilBuilt(
                "it is cancelled", () -> journey.model.build().state().get() instanceof BuildState.Cancelled);
        assertThat(processesIn(place)).isEmpty();
        assertThat(journey.node("build-step", Labeled.class).getText()).contains("Nothing of it runs any more");
        assertThat(journey.model.background().tasks().failed().get()).isZero();
        journey.pictures("build-cancelled-1280x800");
    }

    @Test
    void theEndOfTheProgramEndsTheBuild() throws Exception {
        tree.waitingFor(place.resolve("go"), "echo waits");
        throughTheWizard(tree.patch("dearer.patch", "+ 7", "+ 9"));
        journey.robot.clickOn("#wizard-build");
        journey.untilBuilt(
                "the build waits",
                () -> journey.model.build().log().shown().stream()
                        .anyMatch(l -> l.text().equals("waits")));
        journey.model.close();
        assertThat(processesIn(place)).isEmpty();
    }

    @Test
    void aHundredThousandLinesAreShownAndSearchedWhileTheyCome() throws Exception {
        Path go = place.resolve("go");
        tree.waitingFor(go, "seq -f 'gcc -O2 -g -c -o object.o source-%.0f.c' 100000");
        throughTheWizard(tree.patch("dearer.patch", "+ 7", "+ 9"));
        try (Heartbeat heartbeat = new Heartbeat()) {
            journey.robot.clickOn("#wizard-build");
            journey.untilBuilt(
                    "all is printed", () -> journey.model.build().log().size() > 100_000);
            journey.onFx(heartbeat::longestMillis);
            journey.robot.clickOn("#build-log");
            journey.robot.press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
            journey.robot.write("source-99999.c");
            journey.until(
                    "it is found", () -> journey.model.build().log().hitCount().get() == 1);
            journey.robot.type(KeyCode.ENTER);
            journey.until(
                    "its line is on screen",
                    () -> journey.robot.lookup("#build-log .log-text").queryAll().stream()
                            .map(Labeled.class::cast)
                            .anyMatch(l -> l.getText().contains("source-99999.c")));
            assertThat(journey.onFx(heartbeat::longestMillis))
                    .as("longest pause of the FX thread, in ms")
                    .isLessThan(250);
            assertThat(journey.onFx(() -> rows(journey.node("build-log", Node.class))))
                    .as("only lines on screen have nodes")
                    .isLessThan(200);
        }
        journey.picture("build-log-light");
        Files.writeString(go, "");
        journey.untilBuilt("it is built", () -> journey.model.build().state().get() instanceof BuildState.Done);
        journey.untilReady();
    }

    private static int rows(Node list) {
        return list.lookupAll(".log-row").size();
    }

    private static List<String> processesIn(Path folder) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .filter(p -> worksIn(p, folder))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return process.resolve("cwd").toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // It has ended meanwhile, or is another user's.
        }
    }
}
