package dev.suture.workbench.build;

import static dev.suture.source.BuildStage.BASE;
import static dev.suture.source.BuildStage.CONFIGURE;
import static dev.suture.source.BuildStage.HOT_PATCH;
import static dev.suture.source.BuildStage.PATCHED;
import static dev.suture.source.BuildStage.SOURCE;
import static dev.suture.source.BuildStage.TRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.suture.build.BuildTimes;
import dev.suture.build.BuildTimes.Took;
import dev.suture.plugin.Progress;
import dev.suture.source.BuildStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTrackerTest {
    private static final List<BuildStage> ALL = List.of(SOURCE, TRY, CONFIGURE, BASE, PATCHED, HOT_PATCH);
    private static final BuildTimes EARLIER = new BuildTimes(
            1,
            Map.of(
                    SOURCE, new Took(1000, 0),
                    TRY, new Took(0, 0),
                    CONFIGURE, new Took(2000, 5),
                    BASE, new Took(10_000, 105),
                    PATCHED, new Took(3000, 2),
                    HOT_PATCH, new Took(1000, 0)));

    @TempDir
    Path folder;

    private long seconds;

    private BuildTracker tracker(BuildTimes earlier) {
        return new BuildTracker(ALL, earlier, Progress.NONE, () -> TimeUnit.SECONDS.toNanos(seconds));
    }

    private static List<StageView.State> states(BuildTracker tracker) {
        return tracker.now().stages().stream().map(StageView::state).toList();
    }

    @Test
    void stagesAreDoneRunningAndToComeEachWithItsTime() {
        BuildTracker tracker = tracker(BuildTimes.NONE);
        tracker.stage(SOURCE);
        seconds = 3;
        tracker.stage(TRY);
        seconds = 4;
        tracker.stage(BASE);
        seconds = 9;
        assertThat(states(tracker))
                .containsExactly(
                        StageView.State.DONE,
                        StageView.State.DONE,
                        StageView.State.THERE_BEFORE,
                        StageView.State.RUNNING,
                        StageView.State.TO_COME,
                        StageView.State.TO_COME);
        BuildMoment now = tracker.now();
        assertThat(now.stages().get(0).took()).hasSeconds(3);
        assertThat(now.stages().get(3).took()).hasSeconds(5);
        assertThat(now.elapsed()).hasSeconds(9);
        tracker.end(StageView.State.FAILED);
        seconds = 20;
        assertThat(states(tracker)).endsWith(StageView.State.FAILED, StageView.State.LEFT, StageView.State.LEFT);
        assertThat(tracker.now().stages().get(3).took()).hasSeconds(5);
    }

    @Test
    void whatAnEarlierBuildTookTellsWhatIsAhead() {
        BuildTracker tracker = tracker(EARLIER);
        tracker.stage(SOURCE);
        seconds = 1;
        tracker.stage(TRY);
        tracker.stage(CONFIGURE);
        seconds = 3;
        tracker.stage(BASE);
        tracker.done(5, 0);
        seconds = 8;
        tracker.done(55, 0);
        BuildMoment now = tracker.now();
        assertThat(now.total()).isEqualTo(105);
        // Half of the compiler calls took five seconds, so five more are ahead, and four of the other stages.
        assertThat(now.remaining()).contains(Duration.ofSeconds(9));
        assertThat(now.fraction().orElseThrow()).isCloseTo(8 / 17.0, within(0.001));
        seconds = 30;
        tracker.done(300, 0);
        assertThat(tracker.now().remaining()).as("longer than ever").isEmpty();
        assertThat(tracker.now().fraction()).isEmpty();
    }

    @Test
    void withoutAnEarlierBuildNothingIsPretended() {
        BuildTracker tracker = tracker(BuildTimes.NONE);
        tracker.stage(BASE);
        seconds = 5;
        tracker.done(10, 0);
        assertThat(tracker.now().fraction()).isEmpty();
        assertThat(tracker.now().remaining()).isEmpty();
        assertThat(tracker.now().count()).isEqualTo(10);
        assertThat(tracker.now().total()).isZero();
    }

    @Test
    void whatTheBuildSystemCountsIsBelieved() throws Exception {
        BuildTracker tracker = tracker(EARLIER);
        Path log = Files.writeString(folder.resolve("build.log"), "[9/10] of a former run\n");
        tracker.log(log, Files.size(log));
        tracker.stage(BASE);
        seconds = 10;
        Files.writeString(log, "[9/10] of a former run\n[1/40] Compiling a.c\n[10/40] Compiling b.c\n");
        assertThat(tracker.newLines(false)).hasSize(2);
        // A quarter in ten seconds, so thirty more, and four of the stages to come.
        assertThat(tracker.now().remaining()).contains(Duration.ofSeconds(34));
    }
}
