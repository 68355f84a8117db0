package dev.suture.plugin;

import java.time.Duration;
import java.util.List;

/**
 * What a change of one process took.
 *
 * @param pid the process
 * @param state the state it is in now
 * @param steps the steps in order
 * @param frozen how long all threads stood still: first stop to last resume of the attempt that succeeded; zero if they
 *     never all did
 * @param waited how long was waited between attempts for functions to leave the stacks
 * @param threads how many threads were stopped
 * @param traceCalls number of ptrace calls inside the freeze
 */
public record ChangeReport(
        int pid, PatchState state, List<Step> steps, Duration frozen, Duration waited, int threads, int traceCalls) {
    public ChangeReport {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param text what was done, for people
     * @param took wall time
     */
    public record Step(String text, Duration took) {}
}
