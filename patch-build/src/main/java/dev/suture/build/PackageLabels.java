package dev.suture.build;

import dev.suture.pack.PackageContents;
import dev.suture.pack.PackageName;
import dev.suture.pack.TargetPackage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a new package says of itself, whatever it is made from.
 *
 * @param version of the hot patch; 1 if empty
 * @param release of the package; 1 if empty
 * @param description what it is for
 * @param targetPackage the distribution's package that is patched; if empty the one that was built from source
 * @param tools versions of tools it was made with; Suture's and the compiler's are found
 * @param uuid empty to have one made from the contents
 * @param key file of the Ed25519 private key to sign it with
 */
public record PackageLabels(
        Optional<String> version,
        Optional<String> release,
        Optional<String> description,
        Optional<TargetPackage> targetPackage,
        Map<String, String> tools,
        Optional<String> uuid,
        Optional<Path> key) {
    /** Nothing but what is found. */
    public static final PackageLabels NONE = new PackageLabels(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty());

    public PackageLabels {
        tools = Map.copyOf(tools);
    }

    /**
     * What a package is made from.
     *
     * @param patches the hot patches
     * @param sourcePatches the source patches they were made from
     * @param targetPackage what is patched, as far as that is known
     * @param compiler what compiled them, as it calls itself
     * @param json the comparison as JSON
     * @param html the same as a page
     */
    public record Origin(
            List<PackageContents.Patch> patches,
            List<Path> sourcePatches,
            Optional<TargetPackage> targetPackage,
            Optional<String> compiler,
            Optional<byte[]> json,
            Optional<byte[]> html) {}

    /** @throws dev.suture.plugin.PatchException if one of the parts cannot be part of a package's name */
    public PackageName packageName(String name) {
        return new PackageName(name, version.orElse("1"), release.orElse("1"));
    }

    /** @param suture the version of this program */
    public PackageContents contents(String name, Origin origin, String suture) {
        Map<String, String> versions = new TreeMap<>();
        origin.compiler().ifPresent(compiler -> versions.put("compiler", compiler));
        versions.putAll(tools);
        versions.put("suture", suture);
        return new PackageContents(
                packageName(name),
                uuid,
                description.orElse(""),
                targetPackage.or(origin::targetPackage),
                origin.patches(),
                origin.sourcePatches(),
                versions,
                origin.json(),
                origin.html());
    }
}
