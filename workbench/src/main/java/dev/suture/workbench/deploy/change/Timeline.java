package dev.suture.workbench.deploy.change;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a change on an axis of time, a lane for each process. In each lane the steps follow one another from the start.
 *
 * @param longest the length of the axis
 * @param frozen the longest freeze of any process
 * @param waited the longest wait of any process
 */
public record Timeline(List<Lane> lanes, Duration longest, Duration frozen, Duration waited) {
    public Timeline {
        lanes = List.copyOf(lanes);
    }

    /**
     * One process.
     *
     * @param state how the patch stands in it now
     * @param threads how many stood still
     * @param notes sentences about what did not go all the way
     */
    public record Lane(
            int pid,
            PatchState state,
            List<Bar> bars,
            Duration total,
            Duration frozen,
            Duration waited,
            int threads,
            List<String> notes) {
        public Lane {
            bars = List.copyOf(bars);
            notes = List.copyOf(notes);
        }
    }

    /**
     * One step: first work beside the running process, then waiting for threads to leave, last the freeze.
     *
     * @param start from the start of its lane
     */
    public record Bar(String text, Duration start, Duration took, Duration waited, Duration frozen) {
        /** The part in which the process ran and nothing was waited for. */
        public Duration worked() {
            Duration rest = took.minus(waited).minus(frozen);
            return rest.isNegative() ? Duration.ZERO : rest;
        }
    }

    /** The timeline of finished changes. */
    public static Timeline of(List<ChangeReport> reports) {
        List<Lane> lanes = reports.stream().map(Timeline::lane).toList();
        return new Timeline(
                lanes,
                longest(lanes.stream().map(Lane::total).toList()),
                longest(lanes.stream().map(Lane::frozen).toList()),
                longest(lanes.stream().map(Lane::waited).toList()));
    }

    private static Lane lane(ChangeReport report) {
        List<Bar> bars = new ArrayList<>();
        Duration at = Duration.ZERO;
        for (ChangeReport.Step step : report.steps()) {
            bars.add(new Bar(step.text(), at, step.took(), step.waited(), step.frozen()));
            at = at.plus(step.took());
        }
        return new Lane(
                report.pid(),
                report.state(),
                bars,
                at,
                report.frozen(),
                report.waited(),
                report.threads(),
                report.notes());
    }

    private static Duration longest(List<Duration> of) {
        return of.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
