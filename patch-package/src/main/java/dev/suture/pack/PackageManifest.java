package dev.suture.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a package says of itself, as {@code package.json}; {@code docs/package.schema.json} describes it.
 *
 * @param uuid made from all the rest unless it was given
 * @param arch label of the machine, e.g. {@code x86_64}
 * @param kind of its hot patches
 * @param description for people; may be empty
 * @param hotPatches at least one
 * @param sourcePatches paths in the package of the source patches it was made from
 * @param tools versions by tool: {@code suture}, {@code compiler}, {@code linker}, ...
 * @param jsonReport path in the package of the comparison as {@code suture diff --format json} writes it
 * @param htmlReport path in the package of the comparison as a page
 * @param files all files with their digests, sorted by path
 */
public record PackageManifest(
        String uuid,
        PackageName name,
        String arch,
        String kind,
        String description,
        Optional<TargetPackage> targetPackage,
        List<HotPatch> hotPatches,
        List<String> sourcePatches,
        SortedMap<String, String> tools,
        Optional<String> jsonReport,
        Optional<String> htmlReport,
        List<PackagedFile> files) {
    public static final int SCHEMA_VERSION = 1;

    public PackageManifest {
        hotPatches = List.copyOf(hotPatches);
        sourcePatches = List.copyOf(sourcePatches);
        tools = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(tools)));
        files = List.copyOf(files);
    }

    /** @throws java.util.NoSuchElementException if it is not listed */
    public PackagedFile file(String path) {
        return files.stream().filter(f -> f.path().equals(path)).findFirst().orElseThrow();
    }

    /** The bytes of {@code package.json}: the same for the same manifest. */
    public byte[] toJson() {
        return ManifestJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param origin where the package lies, for messages
     * @throws dev.suture.plugin.PatchException naming what is missing or cannot be
     */
    public static PackageManifest fromJson(byte[] json, Path origin) {
        return new ManifestReader(origin).read(json);
    }

    PackageManifest withUuid(String other) {
        return new PackageManifest(
                other,
                name,
                arch,
                kind,
                description,
                targetPackage,
                hotPatches,
                sourcePatches,
                tools,
                jsonReport,
                htmlReport,
                files);
    }
}
