package dev.suture.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Both builds, done.
 *
 * @param targets what there is to compare, for each target that the patches reach
 * @param base wall time of the base build; zero if it was there from a former run
 * @param patched wall time of building again what the patches touch
 * @param baseCompilations how many objects the base build compiled
 * @param patchedCompilations how many were compiled again
 * @param notes what people should know of it, a sentence each
 * @param log everything the commands printed
 */
public record SourceBuildResult(
        List<TargetObjects> targets,
        Duration base,
        Duration patched,
        int baseCompilations,
        int patchedCompilations,
        List<String> notes,
        Path log) {
    public SourceBuildResult {
        targets = List.copyOf(targets);
        notes = List.copyOf(notes);
    }
}
