package dev.suture.workbench.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.build.BuildInput;
import dev.suture.build.BuildOrder;
import dev.suture.build.BuildOutput;
import dev.suture.build.BuildResult;
import dev.suture.build.MadePatches;
import dev.suture.diff.model.DiffReport;
import dev.suture.plugin.PatchException;
import dev.suture.source.BuildStage;
import dev.suture.source.Source;
import dev.suture.source.SourceBuildRequest;
import dev.suture.source.trace.BuildProcess;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildModelTest {
    private final DirectUi ui = new DirectUi();
    private final FakeBuildService service = new FakeBuildService();
    private final BuildModel model = new BuildModel(ui.background, service, ui.messages);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        ui.close();
    }

    private BuildOrder order() {
        return new BuildOrder(
                new BuildInput.FromSource(new SourceBuildRequest(
                        new Source.Tree(folder),
                        List.of(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(folder.resolve("work")),
                        CompilerTrace.Mode.PATH,
                        List.of(),
                        2)),
                "upatch",
                "fix",
                new BuildOutput.HotPatches(folder.resolve("fix.upatch")));
    }

    private static BuildResult result(BuildOrder order) {
        MadePatches made = new MadePatches(
                List.of(),
                List.of(),
                new DiffReport("b", "p", List.of(), 0, Duration.ZERO),
                List.of(),
                Optional.empty());
        return new BuildResult(order, made, List.of(), Optional.empty(), Optional.empty());
    }

    private List<StageView.State> states() {
        return model.moment().get().stages().stream().map(StageView::state).toList();
    }

    @Test
    void aBuildIsFollowedToItsEndAndThenOpened() {
        Path log = folder.resolve("build.log");
        List<BuildResult> opened = new ArrayList<>();
        model.onDone(opened::add);
        service.building = (order, watch) -> {
            watch.log(log, 0);
            watch.stage(BuildStage.BASE);
            watch.step("Building the base");
            Files.writeString(log, "=== base build: make\ncc a.c\nno end");
            return result(order);
        };
        model.start(order());
        assertThat(model.isRunning()).isTrue();
        ui.until(() -> !opened.isEmpty());
        assertThat(model.state().get()).isInstanceOf(BuildState.Done.class);
        assertThat(model.log().shown())
                .extracting(LogLine::text)
                .containsExactly("=== base build: make", "cc a.c", "no end");
        assertThat(states()).contains(StageView.State.DONE).doesNotContain(StageView.State.RUNNING);
        assertThat(ui.background.tasks().entries())
                .singleElement()
                .satisfies(e -> assertThat(e.state().get())
                        .isInstanceOfSatisfying(
                                TaskState.Done.class,
                                d -> assertThat(d.result()).contains("fix.upatch")));
    }

    @Test
    void aFailureLeadsToItsPlaceInTheLog() {
        Path log = folder.resolve("build.log");
        service.building = (order, watch) -> {
            watch.log(log, 0);
            watch.stage(BuildStage.BASE);
            Files.writeString(log, "=== base build: make\ncc a.c\na.c:1:2: error: no\nmake: *** Error 1\n");
            watch.failedAt(log, 28);
            throw new PatchException(PatchException.Kind.TROUBLE, "build-failed", "a.c:1:2: error: no", "See the log.");
        };
        model.start(order());
        ui.until(() -> model.state().get() instanceof BuildState.Failed);
        assertThat(model.state().get()).isInstanceOfSatisfying(BuildState.Failed.class, f -> {
            assertThat(f.problem().why()).contains("error: no");
            assertThat(f.place()).hasValue(28);
        });
        assertThat(states()).contains(StageView.State.FAILED, StageView.State.LEFT);
        model.showFailure();
        assertThat(model.log().selected().get()).get().extracting(LogLine::text).isEqualTo("a.c:1:2: error: no");
        assertThat(ui.background.tasks().failed().get()).isEqualTo(1);
    }

    @Test
    void cancellingEndsItAndIsNoFailure() {
        service.building = (order, watch) -> {
            watch.stage(BuildStage.BASE);
            while (!watch.cancelled()) {
                Thread.onSpinWait();
            }
            throw BuildProcess.cancelled();
        };
        model.start(order());
        model.start(order());
        assertThat(ui.background.tasks().entries()).as("one at a time").hasSize(1);
        ui.until(() -> states().contains(StageView.State.RUNNING));
        model.cancel();
        ui.until(() -> model.state().get() instanceof BuildState.Cancelled);
        assertThat(states()).contains(StageView.State.LEFT).doesNotContain(StageView.State.FAILED);
        assertThat(ui.background.tasks().failed().get()).isZero();
    }
}
