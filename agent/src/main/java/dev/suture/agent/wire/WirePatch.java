package dev.suture.agent.wire;

import dev.suture.manager.PackageOrigin;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A patch of the store, or an installed one.
 *
 * @param file its path on the agent's machine
 * @param added ISO-8601 in UTC; empty for one that is installed only
 * @param origin the package it came in, or null
 */
public record WirePatch(
        String id,
        String name,
        String kind,
        String machine,
        String targetName,
        String targetBuildId,
        List<Function> functions,
        String file,
        String added,
        Origin origin) {
    /** A function it replaces; sizes in bytes, the address before load bias. */
    public record Function(String name, long baseAddress, long baseSize, long patchedSize) {}

    /** The package it came in. */
    public record Origin(String uuid, String name, String version, String release) {}

    public static WirePatch of(StoredPatch patch) {
        PatchInfo info = patch.info();
        return new WirePatch(
                info.id(),
                info.name(),
                info.kind(),
                info.machine(),
                info.targetName(),
                info.targetBuildId(),
                info.functions().stream()
                        .map(f -> new Function(f.name(), f.baseAddress(), f.baseSize(), f.patchedSize()))
                        .toList(),
                patch.file().toString(),
                patch.added(),
                patch.origin()
                        .map(o -> new Origin(o.uuid(), o.name(), o.version(), o.release()))
                        .orElse(null));
    }

    public StoredPatch patch() {
        PatchInfo info = new PatchInfo(
                Fields.required(id, "id"),
                Fields.required(name, "name"),
                Fields.required(kind, "kind"),
                Fields.required(machine, "machine"),
                Fields.required(targetName, "targetName"),
                Fields.required(targetBuildId, "targetBuildId"),
                Fields.each(
                        functions,
                        (Function f) -> new PatchInfo.PatchedFunction(
                                Fields.required(f.name(), "functions.name"),
                                f.baseAddress(),
                                f.baseSize(),
                                f.patchedSize())));
        Optional<PackageOrigin> from = Fields.maybe(
                origin,
                o -> new PackageOrigin(
                        Fields.required(o.uuid(), "origin.uuid"),
                        Fields.required(o.name(), "origin.name"),
                        Fields.required(o.version(), "origin.version"),
                        Fields.required(o.release(), "origin.release")));
        return new StoredPatch(info, Path.of(Fields.required(file, "file")), Fields.required(added, "added"), from);
    }
}
