package dev.suture.workbench.build;

import dev.suture.build.BuildOrder;
import dev.suture.build.BuildResult;
import dev.suture.source.BuildDetection;
import dev.suture.source.BuildWatch;
import dev.suture.source.TargetSearch.Candidate;
import dev.suture.source.tree.PatchTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the wizard and the build view ask for; called on background threads. All methods throw
 * {@link dev.suture.plugin.PatchException}.
 */
public interface BuildService {
    /** Makes what is asked for. */
    BuildResult build(BuildOrder order, BuildWatch watch);

    /** What a source folder would be built with; empty if it is of no known kind. */
    Optional<BuildDetection> detect(Path tree);

    /** Programs and libraries that patches of a source folder may be for. */
    List<Candidate> candidates(Path tree, BooleanSupplier cancelled) throws IOException;

    /** Programs and libraries that are installed of a Debian package. */
    List<Candidate> installed(String debianPackage) throws IOException;

    /** Whether patches apply to a source folder, one after the other; nothing in it is changed. */
    List<PatchTrial> tryPatches(List<Path> patches, Path tree) throws IOException;

    /** The files that a patch names, as it names them. */
    PatchTrial read(Path patch) throws IOException;

    /**
     * Finds out whether hot patches for a target can be made at all.
     *
     * @throws dev.suture.plugin.PatchException if not
     */
    void requireTarget(Path target, Optional<Path> debugFile);
}
