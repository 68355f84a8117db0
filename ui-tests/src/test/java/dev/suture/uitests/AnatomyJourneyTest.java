package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.anatomy.Anatomy;
import dev.suture.workbench.review.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody wants the picture instead of the list. */
class AnatomyJourneyTest {
    @TempDir
    Path work;

    private Journey journey;

    @AfterEach
    void close() throws Exception {
        journey.close();
    }

    private void openPicture() throws Exception {
        journey.untilReady();
        journey.robot.press(KeyCode.CONTROL, KeyCode.DIGIT3).release(KeyCode.DIGIT3, KeyCode.CONTROL);
        journey.until(
                "the picture is there", () -> journey.model.anatomy().anatomy().get() != Anatomy.NONE);
    }

    @Test
    void thePictureOfTheExampleLeadsToTheDiff() throws Exception {
        Journey.need("gcc", "make", "patch");
        journey = Journey.begin(new Request.Demo(work));
        journey.resize(1280, 800);
        openPicture();
        journey.pictures("anatomy-1280x800");
        journey.onFx(() -> {
            journey.model.review().selection().set(new Selection.Nothing());
            return null;
        });
        Region canvas = journey.node("anatomy-canvas", Region.class);
        journey.robot.clickOn(canvas);
        journey.robot.type(KeyCode.DOWN);
        journey.until("a change is selected", () -> !journey.selectedName().isEmpty());
        Path svg = work.resolve("anatomy.svg");
        Path png = work.resolve("anatomy.png");
        journey.onFx(() -> {
            journey.window.exportAnatomy(svg);
            journey.window.exportAnatomy(png);
            return null;
        });
        assertThat(Files.readString(svg)).startsWith("<svg").contains("party_parse", "can_be_priced");
        assertThat(Files.size(png)).isGreaterThan(10_000);
    }

    @Test
    void thousandsOfBlocksFitOnOneScreen() throws Exception {
        Journey.need("gcc");
        LargeBuild.make(work);
        journey = Journey.begin(new Request.Review(work.resolve("base"), work.resolve("patched")));
        journey.resize(1920, 1200);
        openPicture();
        journey.picture("anatomy-many-1920x1200-light");
        journey.robot.clickOn("#anatomy-fit");
        journey.picture("anatomy-many-fit-1920x1200-light");
        assertThat(journey.model.anatomy().anatomy().get().blocks()).isGreaterThan(2000);
    }
}
