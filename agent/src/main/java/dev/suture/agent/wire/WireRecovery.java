package dev.suture.agent.wire;

import dev.suture.manager.Action;
import dev.suture.manager.RecoveryReport;
import dev.suture.plugin.PatchException;
import java.util.List;

/** What became of changes that were cut off. */
public record WireRecovery(List<Entry> entries, List<WireProblem> problems) {
    /** One process and one patch. */
    public record Entry(String patch, int pid, String action, String result, String message, WireFailure failure) {}

    public static WireRecovery of(RecoveryReport report) {
        return new WireRecovery(
                report.entries().stream()
                        .map(e -> new Entry(
                                e.patch(),
                                e.pid(),
                                Fields.word(e.action()),
                                Fields.word(e.result()),
                                e.message(),
                                e.failure()
                                        .map(f -> new WireFailure(
                                                Fields.word(f.kind()), f.id(), e.message(), f.remedy(), null, null))
                                        .orElse(null)))
                        .toList(),
                report.problems().stream().map(WireProblem::of).toList());
    }

    public RecoveryReport report() {
        return new RecoveryReport(
                Fields.each(
                        entries,
                        (Entry e) -> new RecoveryReport.Entry(
                                Fields.required(e.patch(), "entries.patch"),
                                e.pid(),
                                Fields.constant(Action.class, e.action(), "entries.action"),
                                Fields.constant(RecoveryReport.Result.class, e.result(), "entries.result"),
                                Fields.required(e.message(), "entries.message"),
                                Fields.maybe(
                                        e.failure(),
                                        f -> new RecoveryReport.Failure(
                                                Fields.constant(PatchException.Kind.class, f.kind(), "failure.kind"),
                                                Fields.required(f.id(), "failure.id"),
                                                Fields.required(f.remedy(), "failure.remedy"))))),
                Fields.each(problems, WireProblem::problem));
    }
}
