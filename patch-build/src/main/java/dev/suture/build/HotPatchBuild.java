package dev.suture.build;

import dev.suture.pack.PackageReader;
import dev.suture.pack.TemporaryFolder;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.PatchBuilder;
import dev.suture.source.BuildStage;
import dev.suture.source.BuildWatch;
import dev.suture.source.SourceBuildRequest;
import dev.suture.source.SourceHotPatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes hot patches, and packages of them, to order. */
public final class HotPatchBuild {
    private final PatchBuilder builder;
    private final String suture;

    /**
     * @param builder makes hot patches of the order's kind
     * @param suture the version of this program, which packages record
     */
    public HotPatchBuild(PatchBuilder builder, String suture) {
        this.builder = builder;
        this.suture = suture;
    }

    /**
     * Makes what is asked for. What is wrong with the output is said before anything is built.
     *
     * @throws dev.suture.plugin.PatchException as {@link SourceHotPatch#build}, the builder and
     *     {@link dev.suture.pack.PackageWriter} throw it
     */
    public BuildResult run(BuildOrder order, BuildWatch watch) {
        TimingWatch timed = new TimingWatch(watch);
        BuildResult result = make(order, timed);
        if (order.input() instanceof BuildInput.FromSource(SourceBuildRequest request)) {
            request.work().ifPresent(timed::keep);
        }
        return result;
    }

    private BuildResult make(BuildOrder order, BuildWatch watch) {
        return switch (order.output()) {
            case BuildOutput.HotPatches bare -> make(order, bare.path(), made -> Optional.empty(), watch);
            case BuildOutput.PatchPackage wanted -> {
                PackageMaking making = new PackageMaking(wanted, order.name(), suture);
                try (TemporaryFolder folder = new TemporaryFolder()) {
                    yield make(
                            order,
                            folder.path().resolve(order.name() + ".upatch"),
                            made -> {
                                watch.stage(BuildStage.PACK);
                                watch.step("Packing " + wanted.path());
                                return Optional.of(making.write(made));
                            },
                            watch);
                }
            }
        };
    }

    /** Does with what was made what is to be done while all it was made from is there. */
    @FunctionalInterface
    private interface Packing {
        Optional<PackageReader.Read> pack(MadePatches made);
    }

    private BuildResult make(BuildOrder order, Path place, Packing packing, BuildWatch watch) {
        return switch (order.input()) {
            case BuildInput.FromSource(SourceBuildRequest request) ->
                new SourceHotPatch(builder).build(request, order.name(), place, watch, result -> {
                    MadePatches made = MadePatches.ofSource(result);
                    return new BuildResult(
                            order,
                            made,
                            result.targets().stream()
                                    .map(t -> new BuildResult.Pair(
                                            t.base(), t.patched(), t.target().elf()))
                                    .toList(),
                            Optional.of(result),
                            packing.pack(made));
                });
            case BuildInput.FromBuilds builds -> {
                watch.stage(BuildStage.HOT_PATCH);
                BuildRequest request = new BuildRequest(
                        order.name(),
                        builds.base(),
                        builds.patched(),
                        builds.target().elf(),
                        builds.target().debugFile(),
                        place);
                MadePatches made = MadePatches.ofObjects(builder.build(request, watch), builds.target());
                yield new BuildResult(
                        order,
                        made,
                        List.of(new BuildResult.Pair(
                                builds.base(), builds.patched(), builds.target().elf())),
                        Optional.empty(),
                        packing.pack(made));
            }
        };
    }
}
