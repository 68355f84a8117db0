package dev.suture.cli;

import dev.suture.pack.PackageContents;
import dev.suture.pack.PackageName;
import dev.suture.pack.SigningKeys;
import dev.suture.pack.TargetPackage;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that say what a new package is called and who signs it, whatever it is made from. */
class PackageLabels {
    @Option(names = "--version", paramLabel = "VERSION", description = "Version of the hot patch (default: 1).")
    private Optional<String> version = Optional.empty();

    @Option(names = "--release", paramLabel = "RELEASE", description = "Release of the package (default: 1).")
    private Optional<String> release = Optional.empty();

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private Optional<String> text = Optional.empty();

    @Option(
            names = "--target-package",
            paramLabel = "NAME[=VERSION]",
            description = "The distribution's package that is patched (default: the one that was built from source).")
    private Optional<String> targetPackage = Optional.empty();

    @Option(
            names = "--tool",
            paramLabel = "TOOL=VERSION",
            description = "Version of a tool it was made with, e.g. linker='GNU ld 2.40'; Suture's and the compiler's"
                    + " are found.")
    private Map<String, String> tools = new LinkedHashMap<>();

    @Option(names = "--uuid", paramLabel = "UUID", description = "UUID (default: made from the contents).")
    private Optional<String> uuid = Optional.empty();

    @Option(names = "--sign", paramLabel = "KEY.pem", description = "Sign it with this Ed25519 private key.")
    private Optional<Path> key = Optional.empty();

    boolean isGiven() {
        return version.isPresent()
                || release.isPresent()
                || text.isPresent()
                || targetPackage.isPresent()
                || uuid.isPresent()
                || key.isPresent()
                || !tools.isEmpty();
    }

    final Optional<PrivateKey> signingKey() {
        return key.map(SigningKeys::privateKey);
    }

    /** @throws dev.suture.plugin.PatchException if one of the parts cannot be part of a package's name */
    final PackageName packageName(String name) {
        return new PackageName(name, version.orElse("1"), release.orElse("1"));
    }

    /**
     * What a package is made from.
     *
     * @param patches the hot patches
     * @param sourcePatches the source patches they were made from
     * @param targetPackage what is patched, as far as that is known without the option
     * @param compiler what compiled them, as it calls itself
     * @param json the comparison as JSON
     * @param html the same as a page
     */
    record Origin(
            List<PackageContents.Patch> patches,
            List<Path> sourcePatches,
            Optional<TargetPackage> targetPackage,
            Optional<String> compiler,
            Optional<byte[]> json,
            Optional<byte[]> html) {}

    /** @param suture the version of this program */
    final PackageContents contents(String name, Origin origin, String suture) {
        Map<String, String> versions = new TreeMap<>();
        origin.compiler().ifPresent(compiler -> versions.put("compiler", compiler));
        versions.putAll(tools);
        versions.put("suture", suture);
        return new PackageContents(
                packageName(name),
                uuid,
                text.orElse(""),
                targetPackage.map(PackageLabels::target).or(origin::targetPackage),
                origin.patches(),
                origin.sourcePatches(),
                versions,
                origin.json(),
                origin.html());
    }

    private static TargetPackage target(String text) {
        int at = text.indexOf('=');
        return at < 0
                ? new TargetPackage(text, Optional.empty())
                : new TargetPackage(text.substring(0, at), Optional.of(text.substring(at + 1)));
    }
}
