package dev.suture.agent.wire;

import dev.suture.manager.Action;
import dev.suture.manager.RecoveryReport;
import java.util.List;
import java.util.Optional;

/** What became of changes that were cut off. */
public record WireRecovery(List<Entry> entries, List<WireProblem> problems) {
    /** One process and one patch. */
    public record Entry(String patch, int pid, String action, String result, String message, String remedy) {}

    public static WireRecovery of(RecoveryReport report) {
        return new WireRecovery(
                report.entries().stream()
                        .map(e -> new Entry(
                                e.patch(),
                                e.pid(),
                                Fields.word(e.action()),
                                Fields.word(e.result()),
                                e.message(),
                                e.remedy().orElse(null)))
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
                                Optional.ofNullable(e.remedy()))),
                Fields.each(problems, WireProblem::problem));
    }
}
