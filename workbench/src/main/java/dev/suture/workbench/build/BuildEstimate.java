package dev.suture.workbench.build;

import dev.suture.build.BuildTimes;
import dev.suture.source.BuildStage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is ahead of a build, by what an earlier one in the same work folder took.
 *
 * @param fraction how much of the whole is done; empty if it is not known
 * @param remaining what is ahead; empty if it is not known
 */
record BuildEstimate(OptionalDouble fraction, Optional<Duration> remaining) {
    private static final BuildEstimate UNKNOWN = new BuildEstimate(OptionalDouble.empty(), Optional.empty());

    /**
     * Estimates.
     *
     * @param ofStage how much of the running stage is done, where it tells
     */
    static BuildEstimate of(List<StageView> stages, OptionalDouble ofStage, BuildTimes earlier) {
        double done = 0;
        double ahead = 0;
        for (StageView view : stages) {
            Optional<Duration> before = expected(view.stage(), earlier);
            switch (view.state()) {
                case DONE -> done += view.took().toMillis();
                case RUNNING -> {
                    double took = view.took().toMillis();
                    done += took;
                    if (ofStage.isPresent() && ofStage.getAsDouble() > 0) {
                        ahead += took * (1 - ofStage.getAsDouble()) / ofStage.getAsDouble();
                    } else if (before.isPresent() && before.get().toMillis() >= took) {
                        ahead += before.get().toMillis() - took;
                    } else {
                        return UNKNOWN; // It takes longer than the earlier one: nothing is known any more.
                    }
                }
                case TO_COME -> {
                    if (before.isEmpty()) {
                        return UNKNOWN;
                    }
                    ahead += before.get().toMillis();
                }
                case THERE_BEFORE, FAILED, LEFT -> {}
            }
        }
        return done + ahead == 0
                ? UNKNOWN
                : new BuildEstimate(
                        OptionalDouble.of(done / (done + ahead)), Optional.of(Duration.ofMillis((long) ahead)));
    }

    private static Optional<Duration> expected(BuildStage stage, BuildTimes earlier) {
        return Optional.ofNullable(earlier.stages().get(stage)).map(t -> Duration.ofMillis(t.millis()));
    }
}
