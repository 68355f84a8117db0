package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.examples.TicketdExample;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.LogLine;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
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

    private void untilAnswer(String answer) throws Exception {
        journey.until(
                "the service answers " + answer,
                () -> journey.node("live-answer", Labeled.class).getText().equals(answer));
    }

    private void untilState(PatchState state) throws Exception {
        journey.until(
                "the patch is " + state.label(),
                () -> journey.model.deploy().status().get().isPresent()
                        && journey.model.deploy().status().get().get().state() == state
                        && journey.model.deploy().running().get().isEmpty());
    }

    private Button button(String id) {
        return journey.node(id, Button.class);
    }

    @Test
    void theFixGoesInAndComesOutAgain() throws Exception {
        long pid = journey.model.live().get().orElseThrow().session().service().pid();
        journey.resize(1280, 800);
        untilAnswer(TicketdExample.BASE_ANSWER);
        journey.robot.clickOn("#deploy-open");
        untilState(PatchState.NOT_APPLIED);
        assertThat(button("deploy-apply").getText()).isEqualTo("Apply ticketd-fix to ticketd (pid %d)".formatted(pid));
        assertThat(button("deploy-remove").isDisabled()).isTrue();
        assertThat(button("deploy-remove").getAccessibleHelp()).contains("NOT-APPLIED");
        journey.pictures("deploy-before-1280x800");

        journey.robot.clickOn("#deploy-apply");
        untilState(PatchState.ACTIVED);
        untilAnswer(TicketdExample.PATCHED_ANSWER);
        assertThat(journey.model.deploy().log()).anySatisfy(line -> {
            assertThat(line.kind()).isEqualTo(LogLine.Kind.FREEZE);
            assertThat(line.took()).isPresent();
        });
        assertThat(button("deploy-apply").isDisabled()).isTrue();
        journey.pictures("deploy-actived-1280x800");
        journey.resize(1920, 1200);
        journey.pictures("deploy-actived-1920x1200");
        journey.resize(1280, 800);

        journey.robot.clickOn("#deploy-deactive");
        untilState(PatchState.DEACTIVED);
        untilAnswer(TicketdExample.BASE_ANSWER);
        assertThat(button("deploy-apply").getText()).startsWith("Active ticketd-fix to ticketd");

        journey.robot.clickOn("#deploy-remove");
        untilState(PatchState.NOT_APPLIED);
        untilAnswer(TicketdExample.BASE_ANSWER);
        assertThat(journey.model.deploy().problem().get()).isEmpty();
        journey.picture("deploy-removed-light");
    }

    @Test
    void aTargetThatWasNotBuiltFromTheBaseIsRefusedWithTheReason() throws Exception {
        journey.resize(1280, 800);
        journey.onFx(() -> {
            journey.model.deploy().target().set(Optional.of(Path.of("/bin/true")));
            return null;
        });
        journey.robot.clickOn("#deploy-open");
        journey.until(
                "the refusal is shown",
                () -> journey.model.deploy().problem().get().isPresent() && journey.shows("deploy-trouble"));
        assertThat(journey.model.deploy().problem().get().orElseThrow().remedy())
                .isNotBlank();
        assertThat(button("deploy-apply").isDisabled()).isTrue();
        journey.pictures("deploy-refused-1280x800");
    }
}
