package dev.suture.agent.wire;

import dev.suture.manager.PatchStatus;
import java.util.List;

/** How a patch stands; states by their labels, e.g. {@code NOT-APPLIED}. */
public record WireStatus(WirePatch patch, String state, String wanted, List<ProcessState> processes) {
    /** In one process. */
    public record ProcessState(WireProcess process, String state, String wanted) {}

    public static WireStatus of(PatchStatus status) {
        return new WireStatus(
                WirePatch.of(status.patch()),
                status.state().label(),
                status.wanted().label(),
                status.processes().stream()
                        .map(p -> new ProcessState(
                                WireProcess.of(p.process()),
                                p.state().label(),
                                p.wanted().label()))
                        .toList());
    }

    public PatchStatus status() {
        return new PatchStatus(
                Fields.required(patch, "patch").patch(),
                Fields.state(state),
                Fields.state(wanted),
                Fields.each(
                        processes,
                        (ProcessState p) -> new PatchStatus.ProcessState(
                                Fields.required(p.process(), "processes.process")
                                        .process(),
                                Fields.state(p.state()),
                                Fields.state(p.wanted()))));
    }
}
