package dev.suture.build;

import dev.suture.diff.model.DiffReport;
import dev.suture.pack.PackageContents;
import dev.suture.pack.TargetPackage;
import dev.suture.plugin.BuiltPatch;
import dev.suture.source.SourceHotPatch;
import dev.suture.source.TargetFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hot patches that a build has made.
 *
 * @param patches each with the place of its target
 * @param built the same as their builder gave them
 * @param comparison what they were made from, as one
 * @param sourcePatches the source patches, where the build was from source
 * @param targetPackage the distribution's package that is patched, where its source was built
 */
public record MadePatches(
        List<PackageContents.Patch> patches,
        List<BuiltPatch> built,
        DiffReport comparison,
        List<Path> sourcePatches,
        Optional<TargetPackage> targetPackage) {
    public MadePatches {
        patches = List.copyOf(patches);
        built = List.copyOf(built);
        sourcePatches = List.copyOf(sourcePatches);
    }

    public static MadePatches ofSource(SourceHotPatch.Result result) {
        List<PackageContents.Patch> patches = new ArrayList<>();
        for (int i = 0; i < result.patches().size(); i++) {
            patches.add(patch(
                    result.patches().get(i), result.targets().get(i).target().installed()));
        }
        return new MadePatches(
                patches,
                result.patches(),
                result.comparison(),
                result.source().sourcePatches(),
                result.source().targetPackage().map(p -> new TargetPackage(p.name(), Optional.of(p.version()))));
    }

    public static MadePatches ofObjects(BuiltPatch built, TargetFile target) {
        return new MadePatches(
                List.of(patch(built, target.installed())), List.of(built), built.report(), List.of(), Optional.empty());
    }

    private static PackageContents.Patch patch(BuiltPatch built, Optional<Path> installed) {
        return new PackageContents.Patch(built.file(), built.info(), installed.map(Path::toString));
    }
}
