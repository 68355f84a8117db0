package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.review.ReviewState;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody starts the program without saying what to open. */
class StartJourneyTest {
    @TempDir
    Path work;

    private Journey journey;

    @BeforeEach
    void open() throws Exception {
        journey = Journey.begin(new Request.Start());
    }

    @AfterEach
    void close() throws Exception {
        journey.close();
    }

    @Test
    void theStartPageOffersWhatCanBeBegunAndRemembersWhatWasOpened() throws Exception {
        journey.until("the start page is there", () -> journey.shows("start-page"));
        journey.resize(1280, 800);
        journey.pictures("start-1280x800");
        Path base = compiled("base", 1);
        Path patched = compiled("patched", 2);
        journey.onFx(() -> {
            journey.model.open(new Request.Review(base, patched));
            return null;
        });
        journey.untilReady();
        journey.robot.press(KeyCode.CONTROL, KeyCode.HOME).release(KeyCode.HOME, KeyCode.CONTROL);
        journey.until("the start page is back", () -> journey.shows("start-page"));
        assertThat(journey.model.recent().entries().get())
                .singleElement()
                .satisfies(r -> assertThat(r.paths()).containsExactly(base, patched));
        journey.resize(1920, 1200);
        journey.pictures("start-recent-1920x1200");
        journey.robot.clickOn(".recent-row");
        journey.untilReady();
    }

    private Path compiled(String side, int fare) throws Exception {
        Journey.need("gcc");
        Path folder = Files.createDirectories(work.resolve(side));
        Files.writeString(folder.resolve("fare.c"), "int fare(int zones) { return zones + %d; }%n".formatted(fare));
        Process gcc = new ProcessBuilder("gcc", "-c", "-O1", "fare.c")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        return folder;
    }

    @Test
    void everythingCanBeDoneFromThePalette() throws Exception {
        journey.resize(1280, 800);
        journey.robot
                .press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P)
                .release(KeyCode.P, KeyCode.SHIFT, KeyCode.CONTROL);
        journey.until("the palette is open", () -> journey.shows("palette-field"));
        journey.robot.write("next d");
        journey.until(
                "what cannot be done says why",
                () -> journey.node("palette-field", TextField.class).getText().equals("next d"));
        journey.picture("palette-light");
        journey.robot.type(KeyCode.ENTER);
        assertThat(journey.shows("palette-field")).isTrue();
        journey.onFx(() -> {
            journey.node("palette-field", TextField.class).setText("dark co");
            return null;
        });
        journey.robot.type(KeyCode.ENTER);
        journey.until("the palette is gone", () -> !journey.shows("palette-field"));
        assertThat(journey.onFx(() -> journey.window.scene().getStylesheets().getFirst()))
                .endsWith("dark.css");
        assertThat(journey.model.review().state().get()).isInstanceOf(ReviewState.Idle.class);
    }
}
