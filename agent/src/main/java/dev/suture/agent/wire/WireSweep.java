package dev.suture.agent.wire;

import dev.suture.manager.SweepReport;
import dev.suture.plugin.PatchException;
import java.util.List;
import java.util.Optional;

/** What a sweep came to. */
public record WireSweep(List<WireOutcome> changed, List<Failure> failures) {
    /** One patch that is not as it should be; without a pid it concerns the patch as a whole. */
    public record Failure(String patch, Integer pid, String kind, String id, String message, String remedy) {}

    public static WireSweep of(SweepReport report) {
        return new WireSweep(
                report.changed().stream().map(WireOutcome::of).toList(),
                report.failures().stream()
                        .map(f -> new Failure(
                                f.patch(),
                                f.pid().orElse(null),
                                Fields.word(f.kind()),
                                f.id(),
                                f.message(),
                                f.remedy()))
                        .toList());
    }

    public SweepReport report() {
        return new SweepReport(
                Fields.each(changed, WireOutcome::outcome),
                Fields.each(
                        failures,
                        (Failure f) -> new SweepReport.Failure(
                                Fields.required(f.patch(), "failures.patch"),
                                Optional.ofNullable(f.pid()),
                                Fields.constant(PatchException.Kind.class, f.kind(), "failures.kind"),
                                Fields.required(f.id(), "failures.id"),
                                Fields.required(f.message(), "failures.message"),
                                Fields.required(f.remedy(), "failures.remedy"))));
    }
}
