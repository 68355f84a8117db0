package dev.suture.workbench.build;

import dev.suture.build.BuildOrder;
import dev.suture.build.BuildResult;
import dev.suture.build.HotPatchBuild;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.Plugins;
import dev.suture.source.BuildDetection;
import dev.suture.source.BuildWatch;
import dev.suture.source.TargetSearch;
import dev.suture.source.TargetSearch.Candidate;
import dev.suture.source.tree.PatchSeries;
import dev.suture.source.tree.PatchTrial;
import dev.suture.source.tree.SourcePatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Builds on this machine, by what the command line uses too. */
public final class MachineBuildService implements BuildService {
    private final Supplier<String> version;
    private Optional<PatchFiles> files = Optional.empty();

    /** @param version of this program, which packages record */
    public MachineBuildService(Supplier<String> version) {
        this.version = version;
    }

    /** Plugins are searched on the first use, which is on a background thread. */
    private synchronized PatchFiles files() {
        PatchFiles found = files.orElseGet(() -> new PatchFiles(Plugins.find()));
        files = Optional.of(found);
        return found;
    }

    @Override
    public BuildResult build(BuildOrder order, BuildWatch watch) {
        return new HotPatchBuild(files().builder(order.kind()), version.get()).run(order, watch);
    }

    @Override
    public Optional<BuildDetection> detect(Path tree) {
        return BuildDetection.of(tree, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public List<Candidate> candidates(Path tree, BooleanSupplier cancelled) throws IOException {
        return TargetSearch.ofTree(tree, cancelled);
    }

    @Override
    public List<Candidate> installed(String debianPackage) throws IOException {
        return TargetSearch.ofDebian(debianPackage);
    }

    @Override
    public List<PatchTrial> tryPatches(List<Path> patches, Path tree) throws IOException {
        List<SourcePatch> read = new ArrayList<>();
        for (Path patch : patches) {
            read.add(SourcePatch.read(patch));
        }
        Path scratch = Files.createTempDirectory("suture-patches-");
        // The series makes and removes the folder itself.
        Files.delete(scratch);
        return new PatchSeries(read, OptionalInt.empty()).tryEach(tree, scratch);
    }

    @Override
    public PatchTrial read(Path patch) throws IOException {
        SourcePatch read = SourcePatch.read(patch);
        return new PatchTrial(read.file(), read.files(1), false, Optional.empty());
    }

    @Override
    public void requireTarget(Path target, Optional<Path> debugFile) {
        files().builder(BuildOrder.STANDARD_KIND).requireTarget(target, debugFile);
    }
}
