package dev.suture.workbench.build;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a build is at one moment.
 *
 * @param step what it does, in its own words
 * @param count how much of the running stage is done, e.g. compiler calls; 0 if it does not say
 * @param total of how much; 0 if nobody knows
 * @param fraction how much of the whole is done; empty if nothing tells what is ahead
 * @param remaining what is ahead by what an earlier build took; empty if nothing tells
 */
public record BuildMoment(
        List<StageView> stages,
        String step,
        long count,
        long total,
        Duration elapsed,
        OptionalDouble fraction,
        Optional<Duration> remaining) {
    static final BuildMoment NONE =
            new BuildMoment(List.of(), "", 0, 0, Duration.ZERO, OptionalDouble.empty(), Optional.empty());

    public BuildMoment {
        stages = List.copyOf(stages);
    }
}
