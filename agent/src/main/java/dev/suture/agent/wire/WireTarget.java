package dev.suture.agent.wire;

import dev.suture.manager.TargetReport;
import java.util.List;

/** An ELF that patches are for. */
public record WireTarget(
        String name, String buildId, List<String> files, List<WireStatus> patches, List<WireProcess> processes) {
    public static WireTarget of(TargetReport report) {
        return new WireTarget(
                report.name(),
                report.buildId(),
                report.files(),
                report.patches().stream().map(WireStatus::of).toList(),
                report.processes().stream().map(WireProcess::of).toList());
    }

    public TargetReport target() {
        return new TargetReport(
                Fields.required(name, "name"),
                Fields.required(buildId, "buildId"),
                Fields.each(files, (String f) -> f),
                Fields.each(patches, WireStatus::status),
                Fields.each(processes, WireProcess::process));
    }
}
