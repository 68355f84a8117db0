package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.examples.BuiltExample;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.HistoryEntry;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.DeployViewModel;
import dev.suture.workbench.deploy.change.ChangeState;
import dev.suture.workbench.deploy.change.Timeline;
import dev.suture.workbench.deploy.process.ProcessRow;
import dev.suture.workbench.deploy.service.ManagerDeployService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody puts the fix into the running service, sees it answer differently, and takes it out again. */
class DeployJourneyTest {
    @TempDir
    Path work;

    private Journey journey;

    @BeforeEach
    void open() throws Exception {
        Journey.need("gcc", "make", "patch");
        journey = Journey.begin(new Request.Demo(work));
        journey.untilReady();
    }

    @AfterEach
    void close() throws Exception {
        journey.close();
    }

    private DeployViewModel deploy() {
        return journey.model.deploy();
    }

    private RunningService service() {
        return journey.model.live().get().orElseThrow().session().service();
    }

    private void untilAnswer(String answer) throws Exception {
        journey.until(
                "the service answers " + answer,
                () -> journey.node("live-answer", Labeled.class).getText().equals(answer));
    }

    private void untilState(PatchState state) throws Exception {
        journey.until(
                "the patch is " + state.label(),
                () -> deploy().processes()
                                .status()
                                .get()
                                .filter(s -> s.state() == state)
                                .isPresent()
                        && deploy().running().get().isEmpty());
    }

    /** The pids of the processes that the patch is for, or of those of other builds, somebody else's among them. */
    private Set<Integer> shown(boolean fitting) {
        return deploy().processes().rows().stream()
                .filter(r -> r.fits() == fitting)
                .map(ProcessRow::pid)
                .collect(Collectors.toSet());
    }

    private Button button(String id) {
        return journey.node(id, Button.class);
    }

    private void ask(String action) throws Exception {
        journey.robot.clickOn("#deploy-" + action);
        journey.until(
                "it is asked before it is done", () -> deploy().change().state().get() instanceof ChangeState.Asking);
    }

    private void make(String action) throws Exception {
        ask(action);
        journey.robot.clickOn("#deploy-confirm");
        journey.until("it is done", () -> deploy().change().state().get() instanceof ChangeState.Done);
    }

    private Timeline timeline() throws Exception {
        return journey.onFx(() -> ((ChangeState.Done) deploy().change().state().get()).timeline());
    }

    @Test
    void theFixGoesInAndComesOutAgain() throws Exception {
        long pid = service().pid();
        journey.resize(1280, 800);
        untilAnswer(TicketdExample.BASE_ANSWER);
        journey.robot.clickOn("#deploy-open");
        untilState(PatchState.NOT_APPLIED);
        assertThat(button("deploy-remove").isDisabled()).isTrue();
        assertThat(button("deploy-remove").getAccessibleHelp()).contains("NOT-APPLIED");
        journey.pictures("deploy-idle-1280x800");

        ask("apply");
        assertThat(button("deploy-confirm").getText())
                .isEqualTo("Apply ticketd-fix to ticketd (pid %d)".formatted(pid));
        assertThat(journey.shows("check-list")).isTrue();
        untilAnswer(TicketdExample.BASE_ANSWER);
        journey.pictures("deploy-before-1280x800");
        journey.robot.clickOn("#deploy-confirm");
        untilState(PatchState.ACTIVED);
        untilAnswer(TicketdExample.PATCHED_ANSWER);
        journey.until("it is done", () -> deploy().change().state().get() instanceof ChangeState.Done);
        assertThat(timeline().frozen()).isPositive();
        assertThat(timeline().lanes().getFirst().bars())
                .anySatisfy(b -> assertThat(b.frozen()).isPositive().isLessThanOrEqualTo(b.took()));
        assertThat(button("deploy-apply").isDisabled()).isTrue();
        journey.pictures("deploy-actived-1280x800");
        journey.resize(1920, 1200);
        journey.pictures("deploy-actived-1920x1200");
        journey.resize(1280, 800);

        make("accept");
        untilState(PatchState.ACCEPTED);
        make("deactive");
        untilState(PatchState.DEACTIVED);
        untilAnswer(TicketdExample.BASE_ANSWER);
        make("active");
        untilState(PatchState.ACTIVED);
        make("remove");
        untilState(PatchState.NOT_APPLIED);
        untilAnswer(TicketdExample.BASE_ANSWER);
        journey.picture("deploy-removed-light");

        journey.until("the history has all", () -> deploy().history().entries().size() == 5);
        journey.robot.clickOn("#deploy-tab-history");
        journey.pictures("deploy-history-1280x800");
        assertThat(new ManagerDeployService(work.resolve("store")).history())
                .extracting(HistoryEntry::what)
                .containsExactly("remove", "active", "deactive", "accept", "apply");
    }

    @Test
    void aChangeOfOneProcessLeavesThePatchPartlyActive() throws Exception {
        journey.resize(1280, 800);
        BuiltExample built = journey.model.live().get().orElseThrow().session().built();
        try (RunningService second = RunningService.start(built.baseBinary(), 2);
                RunningService other = RunningService.start(built.patchedBinary(), 1)) {
            journey.robot.clickOn("#deploy-open");
            journey.until(
                    "all are seen",
                    () -> shown(true).equals(Set.of((int) service().pid(), (int) second.pid()))
                            && shown(false).contains((int) other.pid()));
            journey.robot.clickOn(String.valueOf(second.pid()));
            journey.until(
                    "it is picked", () -> deploy().processes().chosen().get().equals(Set.of((int) second.pid())));
            make("apply");
            untilState(PatchState.PARTLY_ACTIVED);
            assertThat(second.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);
            assertThat(service().request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);
            journey.pictures("deploy-partly-1280x800");
            journey.resize(1920, 1200);
            journey.pictures("deploy-partly-1920x1200");
            ProcessHandle.of(second.pid()).orElseThrow().destroyForcibly();
            journey.until(
                    "its row leaves",
                    () -> shown(true).equals(Set.of((int) service().pid())));
            journey.until(
                    "nothing can be done to it",
                    () -> button("deploy-apply").isDisabled()
                            && button("deploy-apply").getAccessibleHelp().contains("ended"));
            journey.robot.clickOn("#process-all");
            journey.until("all are meant again", () -> !button("deploy-apply").isDisabled());
        }
        service().close();
        journey.until("no process is left", () -> shown(true).isEmpty());
        journey.resize(1280, 800);
        journey.picture("deploy-empty-light");
    }

    @Test
    void aHotPatchThatWasMadeBeforeIsOpenedFromItsFile() throws Exception {
        journey.robot.clickOn("#deploy-open");
        untilState(PatchState.NOT_APPLIED);
        Path file = Files.copy(deploy().patch().get().orElseThrow().file(), work.resolve("ticketd-fix.upatch"));
        journey.close();
        try (RunningService running = RunningService.start(work.resolve("base").resolve("ticketd"), 2)) {
            journey = Journey.begin(
                    new Request.Patch(file), store -> new ManagerDeployService(work.resolve("other-store")));
            journey.resize(1280, 800);
            untilState(PatchState.NOT_APPLIED);
            assertThat(journey.shows("patch-pane")).isTrue();
            assertThat(journey.shows("deploy-back")).isFalse();
            journey.pictures("deploy-opened-1280x800");
            make("apply");
            assertThat(running.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);
            make("remove");
            assertThat(running.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);
        }
    }

    @Test
    void allOfItGoesByKeyboard() throws Exception {
        journey.robot.press(KeyCode.CONTROL, KeyCode.D).release(KeyCode.D, KeyCode.CONTROL);
        untilState(PatchState.NOT_APPLIED);
        tabTo("deploy-apply");
        journey.robot.type(KeyCode.SPACE);
        journey.until("it is asked", () -> deploy().change().state().get() instanceof ChangeState.Asking);
        tabTo("deploy-confirm");
        journey.robot.type(KeyCode.SPACE);
        untilState(PatchState.ACTIVED);
        untilAnswer(TicketdExample.PATCHED_ANSWER);
    }

    private void tabTo(String id) throws Exception {
        for (int i = 0; i < 60 && !id.equals(focused()); i++) {
            journey.robot.type(KeyCode.TAB);
        }
        assertThat(focused()).isEqualTo(id);
    }

    private String focused() throws Exception {
        return journey.onFx(() -> Optional.ofNullable(journey.window.scene().getFocusOwner())
                .map(n -> n.getId() == null ? "" : n.getId())
                .orElse(""));
    }

    @Test
    void aTargetThatWasNotBuiltFromTheBaseIsRefusedWithTheReason() throws Exception {
        journey.resize(1280, 800);
        journey.onFx(() -> {
            deploy().target().set(Optional.of(Path.of("/bin/true")));
            return null;
        });
        journey.robot.clickOn("#deploy-open");
        journey.until(
                "the refusal is shown",
                () -> deploy().change().state().get() instanceof ChangeState.Refused && journey.shows("refusal"));
        assertThat(button("deploy-apply").isDisabled()).isTrue();
        journey.pictures("deploy-refused-1280x800");
    }
}
