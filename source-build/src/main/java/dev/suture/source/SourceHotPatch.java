package dev.suture.source;

import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From source patches to hot patches: both builds, then a plugin's builder for each target that they reach. */
public final class SourceHotPatch {
    private final PatchBuilder builder;

    /** @param builder makes a hot patch of base and patched objects */
    public SourceHotPatch(PatchBuilder builder) {
        this.builder = builder;
    }

    /**
     * The finished hot patches.
     *
     * @param patches one for each target that the source patches change
     * @param source what the builds took and what they say
     * @param notes what people should know
     */
    public record Result(List<BuiltPatch> patches, SourceBuildResult source, List<String> notes) {
        public Result {
            patches = List.copyOf(patches);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Builds.
     *
     * @param name the name people will know the patches by
     * @param output the hot patch; where several targets are named or reached, a folder for one hot patch of each
     * @throws PatchException as {@link SourceBuild#run} and {@link PatchBuilder#build} do
     */
    public Result build(SourceBuildRequest request, String name, Path output, Progress progress) {
        return SourceBuild.run(request, progress, built -> build(built, name, output, progress));
    }

    private Result build(SourceBuildResult built, String name, Path output, Progress progress) {
        List<TargetObjects> targets = built.targets();
        List<BuiltPatch> patches = new ArrayList<>();
        List<String> notes = new ArrayList<>(built.notes());
        List<PatchException> unchanged = new ArrayList<>();
        for (TargetObjects target : targets) {
            Path file = targets.size() == 1
                    ? output
                    : output.resolve(
                            "%s-%s.upatch".formatted(name, target.target().name()));
            progress.step("Making a hot patch for " + target.target().elf());
            try {
                patches.add(builder.build(
                        new BuildRequest(
                                name,
                                target.base(),
                                target.patched(),
                                target.target().elf(),
                                target.target().debugFile(),
                                file),
                        progress));
            } catch (PatchException e) {
                if (!e.id().equals("no-change") && !e.id().equals("no-function-changed")) {
                    throw e;
                }
                unchanged.add(e);
                notes.add("%s: %s".formatted(target.target().elf(), e.getMessage()));
            }
        }
        if (patches.isEmpty()) {
            throw unchanged.getFirst();
        }
        return new Result(patches, built, notes);
    }
}
