package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.model.Status;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.review.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Somebody reviews a fix of Redis. Needs {@code SUTURE_REDIS}, a folder with the built trees {@code base} and
 * {@code patched}, as {@code scripts/redis-cve.sh} leaves them.
 */
class RedisJourneyTest {
    private static Path trees() {
        Optional<Path> folder =
                Optional.ofNullable(System.getenv("SUTURE_REDIS")).map(Path::of);
        assumeTrue(folder.isPresent(), "skipped: SUTURE_REDIS names no folder with the trees base and patched");
        assumeTrue(
                Files.isDirectory(folder.get().resolve("base"))
                        && Files.isDirectory(folder.get().resolve("patched")),
                "skipped: SUTURE_REDIS is no folder with the trees base and patched");
        return folder.get();
    }

    @Test
    void theFixIsReadFunctionByFunction() throws Exception {
        Path trees = trees();
        try (Journey journey = Journey.begin(new Request.Review(trees.resolve("base"), trees.resolve("patched")))) {
            journey.untilReady();
            journey.until("rows are shown", () -> journey.model.diff().state().get() instanceof DiffState.Shown);
            assertThat(journey.model.review().selection().get())
                    .isInstanceOfSatisfying(Selection.OneChange.class, one -> {
                        assertThat(one.change().counts()).isTrue();
                        assertThat(one.change().status()).isEqualTo(Status.CHANGED);
                        assertThat(one.change().reasons())
                                .as("not one of which only line numbers differ")
                                .anySatisfy(r -> assertThat(r.id()).isNotEqualTo("line-number-only"));
                    });
            journey.resize(1280, 800);
            journey.pictures("redis-1280x800");
            journey.resize(1920, 1200);
            journey.pictures("redis-1920x1200");
            press(journey, KeyCode.L);
            journey.until(
                    "source lines are shown",
                    () -> journey.model.diff().state().get() instanceof DiffState.Shown s
                            && s.rendered().hasSource());
            journey.resize(1280, 800);
            journey.pictures("redis-source");
            press(journey, KeyCode.U);
            journey.until("both share an area", () -> journey.shows("unified-area"));
            journey.pictures("redis-unified");
        }
    }

    private static void press(Journey journey, KeyCode code) {
        journey.robot.press(KeyCode.CONTROL).type(code).release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
