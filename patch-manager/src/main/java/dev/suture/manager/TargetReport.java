package dev.suture.manager;

import dev.suture.plugin.TargetProcess;
import java.util.List;

/**
 * An ELF that patches of the store, or installed ones, are for.
 *
 * @param name its file name, as the patches give it
 * @param buildId its build-id in lower-case hex
 * @param files where processes have it from; empty if none runs
 * @param patches its patches, those applied first first
 * @param processes every running process of it, by pid
 */
public record TargetReport(
        String name, String buildId, List<String> files, List<PatchStatus> patches, List<TargetProcess> processes) {
    public TargetReport {
        files = List.copyOf(files);
        patches = List.copyOf(patches);
        processes = List.copyOf(processes);
    }
}
