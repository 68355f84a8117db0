package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.examples.BuiltExample;
import dev.suture.examples.ExamplePatch;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.task.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see where something cannot be done. */
class TroubleJourneyTest {
    @Test
    void whatIsNoElfIsToldWithCauseAndRemedy(@TempDir Path folder) throws Exception {
        Path base = Files.writeString(folder.resolve("base.o"), "this is no object file\n");
        Path patched = Files.writeString(folder.resolve("patched.o"), "neither is this\n");
        try (Journey journey = Journey.begin(new Request.Review(base, patched))) {
            journey.until("the failure is shown", () -> journey.shows("problem-page"));
            assertThat(journey.model.review().state().get())
                    .isInstanceOfSatisfying(ReviewState.Failed.class, failed -> {
                        Problem problem = failed.problem();
                        assertThat(problem.what()).startsWith("base.o ");
                        assertThat(problem.why()).contains(base.toString()).contains("offset 0x0");
                        assertThat(problem.remedy()).isNotBlank();
                    });
            journey.resize(1280, 800);
            journey.pictures("trouble-no-elf");
        }
    }

    @Test
    void whatForbidsAPatchIsShownWhereItIsAndInDeploy(@TempDir Path folder) throws Exception {
        Journey.need("gcc", "make", "patch");
        BuiltExample built = TicketdExample.build(folder, ExamplePatch.ADULT_FARE);
        try (Journey journey = Journey.begin(new Request.Review(built.baseDir(), built.patchedDir()))) {
            journey.untilReady();
            journey.until("the change is selected", () -> journey.selectedName().equals("fares"));
            journey.resize(1280, 800);
            assertThat(journey.robot
                            .from(journey.robot.lookup("#reason-pane"))
                            .lookup(".severity-blocker .label")
                            .<Labeled>queryAll())
                    .anySatisfy(label -> assertThat(label.getText()).contains("initial value of existing data fares"));
            journey.pictures("trouble-blocker");
            journey.robot.clickOn("#deploy-open");
            journey.until("Deploy is open", () -> journey.shows("deploy-build"));
            Button build = journey.node("deploy-build", Button.class);
            assertThat(build.isDisabled()).isTrue();
            assertThat(build.getAccessibleHelp())
                    .contains("forbids a hot patch")
                    .contains("fares");
            journey.pictures("trouble-deploy-blocked");
        }
    }

    @Test
    void buildsThatMeanTheSameAreSaidToBe(@TempDir Path folder) throws Exception {
        Journey.need("gcc", "make", "patch");
        BuiltExample built = TicketdExample.build(folder);
        try (Journey journey = Journey.begin(new Request.Review(built.baseDir(), built.baseDir()))) {
            journey.untilReady();
            assertThat(journey.node("deploy-open", Button.class).isDisabled()).isTrue();
            journey.resize(1280, 800);
            journey.pictures("same");
        }
    }
}
