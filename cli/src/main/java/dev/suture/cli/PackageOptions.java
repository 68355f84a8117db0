package dev.suture.cli;

import dev.suture.build.PackageLabels;
import dev.suture.pack.TargetPackage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what a new package is called and who signs it, whatever it is made from. */
class PackageOptions {
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

    final PackageLabels labels() {
        return new PackageLabels(version, release, text, targetPackage.map(PackageOptions::target), tools, uuid, key);
    }

    private static TargetPackage target(String text) {
        int at = text.indexOf('=');
        return at < 0
                ? new TargetPackage(text, Optional.empty())
                : new TargetPackage(text.substring(0, at), Optional.of(text.substring(at + 1)));
    }
}
