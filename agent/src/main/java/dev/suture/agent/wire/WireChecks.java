package dev.suture.agent.wire;

import dev.suture.manager.CheckReport;
import dev.suture.plugin.PreflightCheck;
import java.util.List;

/** What was looked at before a patch is applied. */
public record WireChecks(WirePatch patch, List<Check> checks, List<OfProcess> processes) {
    /** One check; the result is {@code passed}, {@code failed} or {@code skipped}. */
    public record Check(String id, String what, String result, String detail, String remedy) {
        static Check of(PreflightCheck check) {
            return new Check(check.id(), check.what(), Fields.word(check.result()), check.detail(), check.remedy());
        }

        PreflightCheck check() {
            return new PreflightCheck(
                    Fields.required(id, "id"),
                    Fields.required(what, "what"),
                    Fields.constant(PreflightCheck.Result.class, result, "result"),
                    Fields.required(detail, "detail"),
                    Fields.required(remedy, "remedy"));
        }
    }

    /** The checks of one process. */
    public record OfProcess(WireProcess process, List<Check> checks) {}

    public static WireChecks of(CheckReport report) {
        return new WireChecks(
                WirePatch.of(report.patch()),
                report.checks().stream().map(Check::of).toList(),
                report.processes().stream()
                        .map(p -> new OfProcess(
                                WireProcess.of(p.process()),
                                p.checks().stream().map(Check::of).toList()))
                        .toList());
    }

    public CheckReport report() {
        return new CheckReport(
                Fields.required(patch, "patch").patch(),
                Fields.each(checks, Check::check),
                Fields.each(
                        processes,
                        (OfProcess p) -> new CheckReport.ProcessChecks(
                                Fields.required(p.process(), "processes.process")
                                        .process(),
                                Fields.each(p.checks(), Check::check))));
    }
}
