package dev.suture.build;

import dev.suture.source.SourceBuildRequest;
import dev.suture.source.TargetFile;
import java.nio.file.Path;

/** What hot patches are made from. */
public sealed interface BuildInput {
    /** Source patches, and the source they are for. */
    record FromSource(SourceBuildRequest request) implements BuildInput {}

    /**
     * Two builds that are there.
     *
     * @param base an object file, or the folder of a build, without the change
     * @param patched the same with the change
     * @param target the ELF that was linked from the base
     */
    record FromBuilds(Path base, Path patched, TargetFile target) implements BuildInput {}
}
