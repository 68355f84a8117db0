package dev.suture.manager;

import dev.suture.pack.HotPatch;
import dev.suture.pack.VerifiedPackage;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the hot patches of an unpacked package, and refuses one that is not what the package says. */
final class PackagedPatches {
    private final Function<Path, PatchInfo> reader;

    /** @param reader what a hot patch file says of itself */
    PackagedPatches(Function<Path, PatchInfo> reader) {
        this.reader = reader;
    }

    /** One hot patch, read from its file. */
    record Packaged(Path file, PatchInfo info) {}

    /** @param name the package as people know it, for messages */
    List<Packaged> read(VerifiedPackage source, String name) {
        List<Packaged> result = new ArrayList<>();
        for (HotPatch patch : source.manifest().hotPatches()) {
            Path file = source.file(patch);
            PatchInfo info = reader.apply(file);
            requireSame(name, patch, "id", patch.id(), info.id());
            requireSame(name, patch, "name", patch.name(), info.name());
            requireSame(name, patch, "target", patch.targetName(), info.targetName());
            requireSame(name, patch, "build-id", patch.buildId(), info.targetBuildId());
            requireSame(name, patch, "kind", source.manifest().kind(), info.kind());
            requireSame(name, patch, "machine", source.manifest().arch(), info.machine());
            result.add(new Packaged(file, info));
        }
        return result;
    }

    private static void requireSame(String name, HotPatch patch, String what, String told, String found) {
        if (!told.equals(found)) {
            throw new PatchException(
                    Kind.REFUSED,
                    "package-disagrees",
                    "In the package %s, package.json gives %s the %s %s, and the hot patch itself says %s."
                            .formatted(name, patch.file(), what, told, found),
                    "Do not use it; make the package again with `suture package`.");
        }
    }
}
