package dev.suture.plugin;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

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
 * @param notes sentences for people about what did not go all the way, e.g. that memory of the patch stays mapped and why
 */
public record ChangeReport(
        int pid,
        PatchState state,
        List<Step> steps,
        Duration frozen,
        Duration waited,
        int threads,
        int traceCalls,
        List<String> notes) {
    public ChangeReport {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** Of a change with nothing to note. */
    public ChangeReport(
            int pid,
            PatchState state,
            List<Step> steps,
            Duration frozen,
            Duration waited,
            int threads,
            int traceCalls) {
        this(pid, state, steps, frozen, waited, threads, traceCalls, List.of());
    }

    /** This change and the one that followed it on the same process, as one: it stood still for as long as in both. */
    public ChangeReport then(ChangeReport next) {
        return new ChangeReport(
                pid,
                next.state,
                joined(steps, next.steps),
                frozen.plus(next.frozen),
                waited.plus(next.waited),
                Math.max(threads, next.threads),
                traceCalls + next.traceCalls,
                joined(notes, next.notes));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /**
     * One step.
     *
     * @param text what was done, for people
     * @param took wall time
     * @param frozen how much of it all threads stood still, at its end
     * @param waited how much of it was waiting for functions to leave the stacks, before that
     */
    public record Step(String text, Duration took, Duration frozen, Duration waited) {
        /** One during which the process ran. */
        public Step(String text, Duration took) {
            this(text, took, Duration.ZERO, Duration.ZERO);
        }
    }
}
