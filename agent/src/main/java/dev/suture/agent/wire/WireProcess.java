package dev.suture.agent.wire;

import dev.suture.plugin.TargetProcess;

/** A process that maps a target ELF. */
public record WireProcess(int pid, String command, int threads, String mappedFile, String user) {
    public static WireProcess of(TargetProcess process) {
        return new WireProcess(
                process.pid(), process.command(), process.threads(), process.mappedFile(), process.user());
    }

    public TargetProcess process() {
        return new TargetProcess(
                pid,
                Fields.required(command, "command"),
                threads,
                Fields.required(mappedFile, "mappedFile"),
                user == null ? "" : user);
    }
}
