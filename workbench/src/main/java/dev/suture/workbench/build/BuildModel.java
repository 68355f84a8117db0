package dev.suture.workbench.build;

import dev.suture.build.BuildInput;
import dev.suture.build.BuildOrder;
import dev.suture.build.BuildOutput;
import dev.suture.build.BuildResult;
import dev.suture.build.BuildTimes;
import dev.suture.source.BuildStage;
import dev.suture.source.SourceBuildRequest;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.BackgroundTask;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The build that runs, or ran last: one at a time. */
public final class BuildModel {
    /** As often as people see a difference. */
    private static final Duration POLL = Duration.ofMillis(100);

    private static final int PERMILLE = 1000;

    private final Background background;
    private final BuildService service;
    private final Messages messages;
    private final LogModel log;
    private final ReadOnlyObjectWrapper<BuildState> state = new ReadOnlyObjectWrapper<>(new BuildState.Idle());
    private final ReadOnlyObjectWrapper<BuildMoment> moment = new ReadOnlyObjectWrapper<>(BuildMoment.NONE);
    private Consumer<BuildResult> opening = result -> {};

    public BuildModel(Background background, BuildService service, Messages messages) {
        this.background = background;
        this.service = service;
        this.messages = messages;
        this.log = new LogModel(background);
    }

    /** @param opening takes what was built, to show it */
    public void onDone(Consumer<BuildResult> opening) {
        this.opening = opening;
    }

    public BuildService service() {
        return service;
    }

    public ReadOnlyObjectProperty<BuildState> state() {
        return state.getReadOnlyProperty();
    }

    /** How far it is. */
    public ReadOnlyObjectProperty<BuildMoment> moment() {
        return moment.getReadOnlyProperty();
    }

    public LogModel log() {
        return log;
    }

    public boolean isRunning() {
        return state.get() instanceof BuildState.Running;
    }

    /** Builds; does nothing while a build runs. */
    public void start(BuildOrder order) {
        if (isRunning()) {
            return;
        }
        log.clear();
        Tracking tracking = new Tracking(order);
        Job job = background.start(BackgroundTask.of(
                        messages.text("build.task", order.name()),
                        j -> service.build(order, tracking.begin(j)),
                        result -> tracking.end(StageView.State.DONE, () -> done(result)),
                        problem -> tracking.failed(problem))
                .telling(result ->
                        messages.text("build.task.done", result.order().output().path()))
                .awaitedAtEnd());
        state.set(new BuildState.Running(order, job));
        tracking.follow(job);
    }

    private void done(BuildResult result) {
        state.set(new BuildState.Done(result));
        opening.accept(result);
    }

    /** Has the build end, and everything it has started. */
    public void cancel() {
        if (state.get() instanceof BuildState.Running(BuildOrder _, Job job)) {
            job.cancel();
        }
    }

    /** Goes to the place in the log that tells why it failed. */
    public void showFailure() {
        if (state.get() instanceof BuildState.Failed(BuildOrder _, Problem _, OptionalLong place)) {
            place.ifPresent(log::showAt);
        }
    }

    static List<BuildStage> planned(BuildOrder order) {
        List<BuildStage> stages = new ArrayList<>();
        if (order.input() instanceof BuildInput.FromSource) {
            stages.addAll(List.of(
                    BuildStage.SOURCE, BuildStage.TRY, BuildStage.CONFIGURE, BuildStage.BASE, BuildStage.PATCHED));
        }
        stages.add(BuildStage.HOT_PATCH);
        if (order.output() instanceof BuildOutput.PatchPackage) {
            stages.add(BuildStage.PACK);
        }
        return stages;
    }

    private static BuildTimes earlier(BuildOrder order) {
        return order.input() instanceof BuildInput.FromSource(SourceBuildRequest request)
                ? request.work().map((Path work) -> BuildTimes.read(work)).orElse(BuildTimes.NONE)
                : BuildTimes.NONE;
    }

    /** Brings what one build tells to the FX thread, until its end. */
    private final class Tracking {
        private final BuildOrder order;
        private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();
        private Optional<Background.Repeating> following = Optional.empty();
        private Optional<Job> job = Optional.empty();
        private volatile Optional<BuildTracker> tracker = Optional.empty();

        Tracking(BuildOrder order) {
            this.order = order;
        }

        /** On the build's own thread. */
        BuildTracker begin(Job told) {
            BuildTracker made = new BuildTracker(planned(order), earlier(order), told, System::nanoTime);
            tracker = Optional.of(made);
            return made;
        }

        void follow(Job of) {
            job = Optional.of(of);
            following = Optional.of(background.every(POLL, j -> look(false), this::show, problem -> {}));
        }

        /** On a background thread. Lines wait for the FX thread, so that none is lost with an answer nobody takes. */
        private synchronized BuildMoment look(boolean toTheEnd) throws IOException {
            if (tracker.isEmpty()) {
                return BuildMoment.NONE;
            }
            lines.addAll(tracker.get().newLines(toTheEnd));
            return tracker.get().now();
        }

        private void show(BuildMoment now) {
            List<LogLine> more = new ArrayList<>();
            for (LogLine line = lines.poll(); line != null; line = lines.poll()) {
                more.add(line);
            }
            log.append(more);
            moment.set(now);
            job.ifPresent(j -> now.fraction()
                    .ifPresentOrElse(f -> j.done(Math.round(f * PERMILLE), PERMILLE), () -> j.done(0, 0)));
        }

        void failed(Problem problem) {
            boolean cancelled = job.map(Job::cancelled).orElse(false);
            end(cancelled ? StageView.State.LEFT : StageView.State.FAILED, () -> {
                OptionalLong place = tracker.map(BuildTracker::failurePlace).orElse(OptionalLong.empty());
                state.set(cancelled ? new BuildState.Cancelled(order) : new BuildState.Failed(order, problem, place));
            });
        }

        /** The log first, to its end: whoever hears of the end finds everything there. */
        void end(StageView.State how, Runnable then) {
            following.ifPresent(Background.Repeating::close);
            tracker.ifPresent(t -> t.end(how));
            background.run(
                    Background.UNTITLED,
                    j -> look(true),
                    now -> {
                        show(now);
                        then.run();
                    },
                    problem -> then.run());
        }
    }
}
