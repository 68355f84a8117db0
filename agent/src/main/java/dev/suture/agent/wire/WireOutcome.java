package dev.suture.agent.wire;

import dev.suture.manager.Outcome;
import dev.suture.plugin.ChangeReport;
import java.time.Duration;
import java.util.List;

/** What a change came to, for one patch. */
public record WireOutcome(WirePatch patch, String state, List<Report> processes) {
    /** What a change of one process took; times in nanoseconds. */
    public record Report(
            int pid,
            String state,
            List<Step> steps,
            long frozenNanos,
            long waitedNanos,
            int threads,
            int traceCalls,
            List<String> notes) {
        static Report of(ChangeReport report) {
            return new Report(
                    report.pid(),
                    report.state().label(),
                    report.steps().stream()
                            .map(s -> new Step(
                                    s.text(),
                                    s.took().toNanos(),
                                    s.frozen().toNanos(),
                                    s.waited().toNanos()))
                            .toList(),
                    report.frozen().toNanos(),
                    report.waited().toNanos(),
                    report.threads(),
                    report.traceCalls(),
                    report.notes());
        }

        ChangeReport report() {
            return new ChangeReport(
                    pid,
                    Fields.state(state),
                    Fields.each(
                            steps,
                            (Step s) -> new ChangeReport.Step(
                                    Fields.required(s.text(), "steps.text"),
                                    Duration.ofNanos(s.nanos()),
                                    Duration.ofNanos(s.frozenNanos()),
                                    Duration.ofNanos(s.waitedNanos()))),
                    Duration.ofNanos(frozenNanos),
                    Duration.ofNanos(waitedNanos),
                    threads,
                    traceCalls,
                    Fields.each(notes, (String n) -> n));
        }
    }

    /** One step: how long it took, how much of that all threads stood still, and how much of it was waiting. */
    public record Step(String text, long nanos, long frozenNanos, long waitedNanos) {}

    public static WireOutcome of(Outcome outcome) {
        return new WireOutcome(
                WirePatch.of(outcome.patch()),
                outcome.state().label(),
                outcome.processes().stream().map(Report::of).toList());
    }

    public Outcome outcome() {
        return new Outcome(
                Fields.required(patch, "patch").patch(), Fields.state(state), Fields.each(processes, Report::report));
    }
}
