package dev.suture.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Both builds, done.
 *
 * @param targets what there is to compare, for each target that the patches reach
 * @param sourcePatches files of the source patches, in the order they were applied
 * @param targetPackage the distribution's package that the targets come from, where the source is a distribution's: the
 *     binary package if one has all of them, else the source package
 * @param base wall time of the base build; zero if it was there from a former run
 * @param continued whether a former run had begun the base build, so that its time says little
 * @param patched wall time of building again what the patches touch
 * @param baseCompilations how many objects the base build compiled
 * @param patchedCompilations how many were compiled again
 * @param notes what people should know of it, a sentence each
 * @param log everything the commands printed
 */
public record SourceBuildResult(
        List<TargetObjects> targets,
        List<Path> sourcePatches,
        Optional<PackageVersion> targetPackage,
        Duration base,
        boolean continued,
        Duration patched,
        int baseCompilations,
        int patchedCompilations,
        List<String> notes,
        Path log) {
    public SourceBuildResult {
        targets = List.copyOf(targets);
        sourcePatches = List.copyOf(sourcePatches);
        notes = List.copyOf(notes);
    }
}
