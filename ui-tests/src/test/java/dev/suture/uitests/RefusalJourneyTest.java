package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.manager.WindowLauncher.Request;
import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.DeployViewModel;
import dev.suture.workbench.deploy.change.ChangeState;
import dev.suture.workbench.deploy.service.DeployService;
import dev.suture.workbench.deploy.service.ManagerDeployService;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see where a process cannot be changed, and how they get on. */
class RefusalJourneyTest {
    @TempDir
    Path work;

    private HeldProgram held;
    private Journey journey;

    @BeforeEach
    void start() throws Exception {
        Journey.need("gcc");
        held = HeldProgram.start(work);
    }

    @AfterEach
    void end() throws Exception {
        if (journey != null) {
            journey.close();
        }
        held.close();
    }

    private void open(UnaryOperator<DeployService> services) throws Exception {
        journey = Journey.begin(
                new Request.Review(held.base, held.patched),
                store -> services.apply(new ManagerDeployService(work.resolve("store"))));
        journey.untilReady();
        journey.resize(1280, 800);
        journey.onFx(() -> {
            deploy().target().set(Optional.of(held.program));
            return null;
        });
        journey.robot.clickOn("#deploy-open");
        untilState(PatchState.NOT_APPLIED);
    }

    private DeployViewModel deploy() {
        return journey.model.deploy();
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

    private void apply() throws Exception {
        journey.robot.clickOn("#deploy-apply");
        journey.until("it is asked", () -> deploy().change().state().get() instanceof ChangeState.Asking);
        journey.robot.clickOn("#deploy-confirm");
    }

    private void untilRefused(String id) throws Exception {
        journey.until(
                "it is refused",
                () -> deploy().change().state().get() instanceof ChangeState.Refused refused
                        && refused.problem().id().equals(id)
                        && journey.shows("refusal"));
    }

    private String told() {
        return journey.robot.from(journey.robot.lookup("#refusal")).lookup(".label").<Labeled>queryAll().stream()
                .map(Labeled::getText)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aBusyFunctionIsNamedWithThreadAndBacktraceAndCanBeTriedAgain() throws Exception {
        open(real -> real);
        apply();
        untilRefused("function-busy");
        assertThat(told())
                .contains("thread %d (held)".formatted(held.pid()))
                .contains("hold+")
                .contains("work+");
        assertThat(journey.shows("evidence")).isTrue();
        journey.pictures("deploy-busy-1280x800");
        journey.resize(1920, 1200);
        journey.pictures("deploy-busy-1920x1200");
        held.letGo();
        journey.robot.clickOn("#change-longer");
        untilState(PatchState.ACTIVED);
        journey.until("it is done", () -> deploy().change().state().get() instanceof ChangeState.Done);
    }

    @Test
    void aProcessThatEndsMeanwhileIsTold() throws Exception {
        open(real -> real);
        journey.onFx(() -> {
            deploy().processes().chosen().set(Set.of((int) held.pid()));
            return null;
        });
        apply();
        journey.until(
                "it waits for the function", () -> deploy().running().get().isPresent());
        held.end();
        journey.until(
                "it is refused",
                () -> deploy().change().state().get() instanceof ChangeState.Refused && journey.shows("refusal"));
        assertThat(told()).contains(String.valueOf(held.pid()));
        journey.until("its row leaves", () -> deploy().processes().rows().isEmpty());
        journey.pictures("deploy-vanished-1280x800");
    }

    @Test
    void whoLacksTheRightsGetsTheVeryCommands() throws Exception {
        open(NoRightsService::new);
        apply();
        untilRefused("no-permission");
        assertThat(journey.robot.lookup(".way-command").<Labeled>queryAll())
                .extracting(Labeled::getText)
                .anySatisfy(c -> assertThat(c).startsWith("sudo suture apply "))
                .anySatisfy(c -> assertThat(c).contains("ptrace_scope=0"));
        journey.pictures("deploy-no-rights-1280x800");
    }
}
