package dev.suture.agent.wire;

import dev.suture.plugin.OtherBuild;

/** A process that maps another build of a target. */
public record WireOtherBuild(WireProcess process, String buildId) {
    public static WireOtherBuild of(OtherBuild other) {
        return new WireOtherBuild(WireProcess.of(other.process()), other.buildId());
    }

    public OtherBuild other() {
        return new OtherBuild(Fields.required(process, "process").process(), Fields.required(buildId, "buildId"));
    }
}
