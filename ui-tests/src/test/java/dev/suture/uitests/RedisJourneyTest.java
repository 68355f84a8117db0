package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.model.Status;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Selection;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Somebody reviews a fix of Redis. Needs {@code SUTURE_REDIS}, a folder with the built trees {@code base} and
 * {@code patched}, as {@code scripts/redis-cve.sh} leaves them.
 */
class RedisJourneyTest {
    private static final long MOST_MEMORY = 400 << 20;

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

    /** From the order to open the two trees to rows on screen; first of all, and once more with everything loaded. */
    @Test
    void itIsOpenSoonAndTakesLittleMemory() throws Exception {
        Path trees = trees();
        Request redis = new Request.Review(trees.resolve("base"), trees.resolve("patched"));
        try (Journey journey = Journey.begin(new Request.Start())) {
            for (String time : List.of("first", "second", "third")) {
                double took = journey.millisUntilShown(
                        () -> journey.model.open(redis),
                        () -> journey.model.review().state().get() instanceof ReviewState.Ready
                                && journey.model.diff().state().get() instanceof DiffState.Shown
                                && journey.screenHasRows());
                System.out.printf("redis, opened for the %s time, until rows are on screen: %.0f ms%n", time, took);
                assertThat(journey.selectedName()).isNotEmpty();
                journey.onFx(() -> {
                    journey.model.closeReview();
                    return null;
                });
            }
            journey.onFx(() -> {
                journey.model.open(redis);
                return null;
            });
            journey.untilReady();
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow();
            System.out.printf(
                    "redis open: %d MiB of the heap in use; with all of the JVM's, and the test's, %s%n",
                    used >> 20, resident);
            assertThat(used).isLessThan(MOST_MEMORY);
        }
    }

    private static void press(Journey journey, KeyCode code) {
        journey.robot.press(KeyCode.CONTROL).type(code).release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
