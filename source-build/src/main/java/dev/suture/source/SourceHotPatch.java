package dev.suture.source;

import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

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
     * @param targets what each of them was made from, in the same order
     * @param source what the builds took and what they say
     * @param notes what people should know
     */
    public record Result(
            List<BuiltPatch> patches, List<TargetObjects> targets, SourceBuildResult source, List<String> notes) {
        public Result {
            patches = List.copyOf(patches);
            targets = List.copyOf(targets);
            notes = List.copyOf(notes);
        }

        /** The comparison of all targets as one: what several have in common counts once. */
        public DiffReport comparison() {
            Map<String, ObjectDiff> objects = new TreeMap<>();
            Set<String> names = new HashSet<>();
            Duration elapsed = Duration.ZERO;
            for (int i = 0; i < patches.size(); i++) {
                DiffReport report = patches.get(i).report();
                report.objects().forEach(o -> objects.putIfAbsent(o.name(), o));
                names.addAll(targets.get(i).names());
                elapsed = elapsed.plus(report.elapsed());
            }
            DiffReport first = patches.getFirst().report();
            return patches.size() == 1
                    ? first
                    : new DiffReport(
                            first.base(),
                            first.patched(),
                            List.copyOf(objects.values()),
                            names.size() - objects.size(),
                            elapsed);
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
        return build(request, name, output, progress, Function.identity());
    }

    /**
     * Builds, and hands the hot patches to a function while everything they were made from is still there.
     *
     * @return what the function returns
     */
    public <T> T build(
            SourceBuildRequest request, String name, Path output, Progress progress, Function<Result, T> use) {
        // What the builder would say of a target in the end is said before anything is built.
        request.targets().stream()
                .filter(TargetFile::isFile)
                .forEach(t -> builder.requireTarget(t.elf(), t.debugFile()));
        return SourceBuild.run(request, progress, built -> use.apply(build(built, name, output, progress)));
    }

    private Result build(SourceBuildResult built, String name, Path output, Progress progress) {
        boolean several = built.targets().size() > 1;
        List<BuiltPatch> patches = new ArrayList<>();
        List<TargetObjects> targets = new ArrayList<>();
        List<String> notes = new ArrayList<>(built.notes());
        List<PatchException> unchanged = new ArrayList<>();
        BuildWatch watch = BuildWatch.of(progress);
        watch.stage(BuildStage.HOT_PATCH);
        for (TargetObjects target : built.targets()) {
            TargetFile file = target.target();
            Path patch = several ? output.resolve("%s-%s.upatch".formatted(name, file.name())) : output;
            watch.step("Making a hot patch for " + file.elf());
            try {
                patches.add(builder.build(
                        new BuildRequest(name, target.base(), target.patched(), file.elf(), file.debugFile(), patch),
                        watch));
                targets.add(target);
            } catch (PatchException e) {
                unchanged.add(needsNone(file, e));
                notes.add(unchanged.getLast().getMessage());
            }
        }
        if (patches.isEmpty()) {
            throw unchanged.getFirst();
        }
        return new Result(patches, targets, built, notes);
    }

    /** In the words of a build from source; throws what says anything else. */
    private static PatchException needsNone(TargetFile target, PatchException refusal) {
        String why = switch (refusal.id()) {
            case "no-change" ->
                "what the source patches touch compiles to the same functions and data, so there is nothing to patch.";
            case "no-function-changed" -> refusal.getMessage();
            default -> throw refusal;
        };
        return new PatchException(
                PatchException.Kind.REFUSED,
                refusal.id(),
                "%s needs no patch: %s".formatted(target.elf(), why),
                "Check that the source patches change what they should, and that this target is the one meant.");
    }
}
