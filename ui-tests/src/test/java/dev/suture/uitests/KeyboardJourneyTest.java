package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.examples.TicketdExample;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.plugin.PatchState;
import dev.suture.workbench.deploy.change.ChangeState;
import dev.suture.workbench.diff.DiffState;
import dev.suture.workbench.review.ReviewProgress;
import java.util.LinkedHashSet;
import java.util.Set;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Somebody whose mouse is broken goes from the start page to a patched process and back. */
class KeyboardJourneyTest {
    private static final int MOST_STEPS = 200;

    private Journey journey;

    @BeforeEach
    void open() throws Exception {
        Journey.need("gcc", "make", "patch");
        journey = Journey.begin(new Request.Start());
        journey.until("the start page is there", () -> journey.shows("start-page"));
        journey.resize(1280, 800);
    }

    @AfterEach
    void close() throws Exception {
        journey.close();
    }

    private void keys(KeyCode... codes) {
        journey.robot.press(codes).release(codes);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void choose(String words) throws Exception {
        keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        journey.until("the palette is open", () -> journey.shows("palette-field"));
        journey.robot.write(words);
        journey.until(
                "it is typed",
                () -> journey.node("palette-field", TextField.class).getText().equals(words));
        keys(KeyCode.ENTER);
        journey.until("the palette is gone", () -> !journey.shows("palette-field"));
    }

    private void untilAnswer(String answer) throws Exception {
        journey.until(
                "the service answers " + answer,
                () -> journey.node("live-answer", Labeled.class).getText().equals(answer));
    }

    private void make(String action, PatchState state) throws Exception {
        choose(action);
        journey.until(
                "it is asked before it is done",
                () -> journey.model.deploy().change().state().get() instanceof ChangeState.Asking);
        journey.until(
                "the button that does it has the keyboard",
                () -> journey.window.scene().getFocusOwner() != null
                        && "deploy-confirm"
                                .equals(journey.window.scene().getFocusOwner().getId()));
        keys(KeyCode.SPACE);
        journey.until(
                "the patch is " + state.label(),
                () -> journey.model.deploy().change().state().get() instanceof ChangeState.Done
                        && journey.model
                                .deploy()
                                .processes()
                                .status()
                                .get()
                                .filter(s -> s.state() == state)
                                .isPresent());
    }

    @Test
    void allIsDoneByKeys() throws Exception {
        choose("try the demo");
        journey.untilReady();
        journey.until("a change is shown", () -> journey.model.diff().state().get() instanceof DiffState.Shown);
        assertThat(walk()).hasSizeGreaterThan(2).contains("group_discount", "price_party", "party_parse");

        keys(KeyCode.CONTROL, KeyCode.N);
        journey.robot.write("looked at by hand");
        keys(KeyCode.CONTROL, KeyCode.DIGIT1);
        reviewAll();
        journey.picture("keyboard-reviewed-light");

        keys(KeyCode.CONTROL, KeyCode.D);
        journey.until("it can be deployed", () -> journey.model.deploying().get());
        untilAnswer(TicketdExample.BASE_ANSWER);
        make("apply", PatchState.ACTIVED);
        untilAnswer(TicketdExample.PATCHED_ANSWER);
        journey.picture("keyboard-deployed-light");
        make("remove", PatchState.NOT_APPLIED);
        untilAnswer(TicketdExample.BASE_ANSWER);
        keys(KeyCode.CONTROL, KeyCode.D);
        keys(KeyCode.CONTROL, KeyCode.HOME);
        journey.until("the start page is there", () -> journey.shows("start-page"));
    }

    /** From difference to difference until there is none; the functions that were seen. */
    private Set<String> walk() throws Exception {
        Set<String> seen = new LinkedHashSet<>();
        String before = "";
        for (int step = 0; step < MOST_STEPS; step++) {
            seen.add(journey.onFx(journey::selectedName));
            String now = journey.onFx(() ->
                    journey.selectedName() + journey.model.diff().current().get());
            if (now.equals(before)) {
                return seen;
            }
            before = now;
            keys(KeyCode.F7);
            journey.until(
                    "its rows are there", () -> journey.model.diff().state().get() instanceof DiffState.Shown);
        }
        throw new AssertionError("F7 does not come to an end: " + seen);
    }

    private void reviewAll() throws Exception {
        for (int step = 0; step < MOST_STEPS; step++) {
            ReviewProgress progress =
                    journey.onFx(() -> journey.model.review().progress().get());
            if (progress.reviewed() == progress.of()) {
                return;
            }
            keys(KeyCode.F8);
            journey.until(
                    "another is reviewed",
                    () -> journey.model.review().progress().get().reviewed() > progress.reviewed());
        }
        throw new AssertionError("not all can be reviewed");
    }
}
