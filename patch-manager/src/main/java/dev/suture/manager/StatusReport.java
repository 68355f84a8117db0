package dev.suture.manager;

import java.util.List;

/**
 * How patches stand.
 *
 * @param patches one for each patch that was asked for; UNKNOWN without processes where a problem kept Suture from looking
 * @param problems what is wrong with the store, with installed packages, or with a patch whose state cannot be told
 */
public record StatusReport(List<PatchStatus> patches, List<StoreProblem> problems) {
    public StatusReport {
        patches = List.copyOf(patches);
        problems = List.copyOf(problems);
    }
}
