package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.examples.BuiltExample;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.diff.DiffTabs;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.review.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Somebody closes the window in the middle of a review and goes on the next day. */
class RestartJourneyTest {
    @TempDir
    static Path work;

    static BuiltExample built;

    @TempDir
    Path kept;

    private Path settings;

    @BeforeAll
    static void build() {
        Journey.need("gcc", "make", "patch");
        built = TicketdExample.build(work);
    }

    @BeforeEach
    void place() {
        settings = kept.resolve("window.json");
    }

    private Journey begin(Request request) throws Exception {
        return Journey.begin(request, kept.resolve("reviews"), settings);
    }

    private Request review() {
        return new Request.Review(built.baseDir(), built.patchedDir());
    }

    private static void select(Journey journey, String name) throws Exception {
        journey.onFx(() -> {
            journey.model.review().groups().stream()
                    .flatMap(g -> g.changes().stream().map(c -> new Selection.OneChange(g.object(), c)))
                    .filter(one -> one.change().name().equals(name))
                    .forEach(journey.model.review().selection()::set);
            return null;
        });
        journey.until(
                name + " is shown",
                () -> journey.model.diff().state().get() instanceof DiffState.Shown shown
                        && shown.change().name().equals(name));
    }

    private static void keys(Journey journey, KeyCode... codes) {
        journey.robot.press(codes).release(codes);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void theWindowIsAsItWasLeft() throws Exception {
        double textSize;
        try (Journey journey = begin(review())) {
            journey.untilReady();
            journey.resize(1100, 700);
            select(journey, "party_parse");
            keys(journey, KeyCode.CONTROL, KeyCode.ENTER);
            journey.until("a tab is open", () -> journey.model.tabs().tabs().size() == 1);
            select(journey, "group_discount");
            keys(journey, KeyCode.CONTROL, KeyCode.U);
            keys(journey, KeyCode.CONTROL, KeyCode.T);
            keys(journey, KeyCode.CONTROL, KeyCode.PLUS);
            textSize = journey.onFx(journey::textSize);
        }
        try (Journey journey = begin(new Request.Start())) {
            journey.untilReady();
            journey.until(
                    "what was selected is shown", () -> journey.selectedName().equals("group_discount"));
            journey.until("its tab is back", () -> journey.model.tabs().tabs().size() == 1);
            assertThat(journey.model.tabs().tabs())
                    .extracting(DiffTabs.Tab::title)
                    .containsExactly("party_parse");
            assertThat(journey.model.diff().settings().get().unified()).isTrue();
            assertThat(journey.onFx(
                            () -> journey.window.scene().getStylesheets().getFirst()))
                    .endsWith("dark.css");
            assertThat(journey.onFx(journey::textSize)).isEqualTo(textSize);
            assertThat(journey.onFx(() -> journey.window.scene().getWindow().getWidth()))
                    .isEqualTo(1100);
            journey.picture("restart-as-left-dark");
            keys(journey, KeyCode.CONTROL, KeyCode.HOME);
            journey.until("the start page is there", () -> journey.shows("start-page"));
        }
        try (Journey journey = begin(new Request.Start())) {
            journey.until("nothing was open", () -> journey.shows("start-page"));
        }
    }

    @Test
    void whatIsGoneMeanwhileIsNotOpened() throws Exception {
        Path base = Files.createDirectories(kept.resolve("base"));
        Path patched = Files.createDirectories(kept.resolve("patched"));
        for (Path object : new Path[] {Path.of("pricing.o"), Path.of("party.o")}) {
            Files.copy(built.baseDir().resolve(object), base.resolve(object));
            Files.copy(built.patchedDir().resolve(object), patched.resolve(object));
        }
        try (Journey journey = begin(new Request.Review(base, patched))) {
            journey.untilReady();
        }
        Files.move(patched, kept.resolve("elsewhere"));
        try (Journey journey = begin(new Request.Start())) {
            journey.until("the start page is there", () -> journey.shows("start-page"));
            assertThat(journey.model.review().state().get()).isInstanceOf(ReviewState.Idle.class);
        }
    }

    @Test
    void aBrokenFileCostsTheSettingsAndNotTheStart() throws Exception {
        Files.writeString(settings, "{\"schemaVersion\":2,\"settings\":{\"open\":[{\"base\":");
        try (Journey journey = begin(new Request.Start())) {
            journey.until("the start page is there", () -> journey.shows("start-page"));
        }
        assertThat(Files.readString(settings)).contains("\"schemaVersion\" : 2");
    }
}
