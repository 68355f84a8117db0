package dev.suture.workbench.build;

import dev.suture.build.BuildOrder;
import dev.suture.build.BuildResult;
import dev.suture.plugin.PatchException;
import dev.suture.source.BuildDetection;
import dev.suture.source.BuildWatch;
import dev.suture.source.TargetSearch.Candidate;
import dev.suture.source.tree.PatchTrial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Answers as a test wants. */
final class FakeBuildService implements BuildService {
    Optional<BuildDetection> detection = Optional.of(new BuildDetection("Make", Optional.empty(), "make -j2"));
    List<Candidate> candidates = List.of();
    Set<String> failing = Set.of();
    Optional<PatchException> unfit = Optional.empty();
    Building building = (order, watch) -> {
        throw new AssertionError("nothing was to be built");
    };

    /** Builds. */
    interface Building {
        BuildResult build(BuildOrder order, BuildWatch watch) throws Exception;
    }

    @Override
    public BuildResult build(BuildOrder order, BuildWatch watch) {
        try {
            return building.build(order, watch);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<BuildDetection> detect(Path tree) {
        return detection;
    }

    @Override
    public List<Candidate> candidates(Path tree, BooleanSupplier cancelled) {
        return candidates;
    }

    @Override
    public List<Candidate> installed(String debianPackage) {
        return candidates;
    }

    @Override
    public List<PatchTrial> tryPatches(List<Path> patches, Path tree) {
        List<PatchTrial> trials = new ArrayList<>();
        boolean failed = false;
        for (Path patch : patches) {
            boolean fails = !failed && failing.contains(patch.getFileName().toString());
            trials.add(new PatchTrial(
                    patch,
                    Set.of(Path.of("src", patch.getFileName() + ".c")),
                    !failed,
                    fails
                            ? Optional.of(new PatchException(
                                    PatchException.Kind.TROUBLE,
                                    "patch-does-not-apply",
                                    patch.getFileName() + ": hunk 1 at line 3 does not match",
                                    "Adapt it."))
                            : Optional.empty()));
            failed |= fails;
        }
        return trials;
    }

    @Override
    public PatchTrial read(Path patch) {
        if (!patch.toString().endsWith(".patch")) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE, "patch-malformed", patch + " is no source patch.", "Give a diff.");
        }
        return new PatchTrial(patch, Set.of(Path.of("a.c")), false, Optional.empty());
    }

    @Override
    public void requireTarget(Path target, Optional<Path> debugFile) {
        unfit.ifPresent(e -> {
            throw e;
        });
    }
}
