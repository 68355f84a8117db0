package dev.suture.agent.wire;

import dev.suture.manager.InstalledPackage;
import dev.suture.pack.PackageManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * An installed patch package.
 *
 * @param manifest the text of its {@code package.json}, of which {@code package.schema.json} is the schema
 */
public record WirePackage(String folder, String manifest, List<WirePatch> patches) {
    public static WirePackage of(InstalledPackage installed) {
        return new WirePackage(
                installed.folder().toString(),
                new String(installed.manifest().toJson(), StandardCharsets.UTF_8),
                installed.patches().stream().map(WirePatch::of).toList());
    }

    public InstalledPackage installed() {
        Path path = Path.of(Fields.required(folder, "folder"));
        return new InstalledPackage(
                path,
                PackageManifest.fromJson(Fields.required(manifest, "manifest").getBytes(StandardCharsets.UTF_8), path),
                Fields.each(patches, WirePatch::patch));
    }
}
