package dev.suture.pack;

import dev.suture.plugin.PatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What the packages of all distributions have in common: they put an unpacked patch package into one folder, declare no
 * dependency and run no script. Installing changes no process, and neither does removing.
 */
public final class DistributionPackage {
    /** The folder whose subfolders are installed patch packages, each named by its {@link PackageName}. */
    public static final String INSTALLED = "/usr/lib/suture/patches";

    private DistributionPackage() {}

    /**
     * What people should be able to say of a package they hand on.
     *
     * @param maintainer {@code NAME <MAIL>}
     * @param license a word or SPDX expression
     */
    public record Labels(String maintainer, String license) {}

    /** The name package managers know it by; all of them allow these characters. */
    static String packageName(PackageManifest manifest) {
        return "suture-patch-" + manifest.name().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The first line of the description, or one that says as much. */
    static String summary(PackageManifest manifest) {
        return manifest.description()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> line.length() <= 70 ? line : line.substring(0, 69) + "…")
                .orElseGet(() -> "hot patch for %s".formatted(targets(manifest)));
    }

    /** What it patches, for the body of a description. */
    static String details(PackageManifest manifest) {
        List<String> lines = new ArrayList<>();
        lines.add("Hot patch of kind %s for %s.".formatted(manifest.kind(), targets(manifest)));
        manifest.hotPatches()
                .forEach(p -> lines.add("%s, build-id %s: replaces %s."
                        .formatted(
                                p.targetPath().orElse(p.targetName()), p.buildId(), String.join(", ", p.functions()))));
        lines.add("Installing it changes no process: see `suture list` and `suture apply`.");
        return String.join("\n", lines);
    }

    private static String targets(PackageManifest manifest) {
        return manifest.targetPackage()
                .map(t -> t.version().map(v -> t.name() + " " + v).orElse(t.name()))
                .orElseGet(() -> String.join(
                        ", ",
                        new TreeSet<>(manifest.hotPatches().stream()
                                .map(HotPatch::targetName)
                                .toList())));
    }

    /** The folder of the package, without a slash at the end. */
    static String folder(PackageManifest manifest) {
        return INSTALLED + "/" + manifest.name();
    }

    /** All folders below {@code /usr/lib} it needs, outer before inner. */
    static List<String> folders(VerifiedPackage source) {
        TreeSet<String> folders = new TreeSet<>();
        folders.add(INSTALLED.substring(0, INSTALLED.lastIndexOf('/')));
        folders.add(INSTALLED);
        folders.add(folder(source.manifest()));
        for (String path : PackageArchive.paths(source)) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(folder(source.manifest()) + "/" + path.substring(0, slash));
            }
        }
        return List.copyOf(folders);
    }

    /** Text that stands in one line of a control file, whatever was put into a package. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    static PatchException cannot(String format, String why, String remedy) {
        return PackageFault.trouble("package-name", "A %s package cannot be made: %s.".formatted(format, why), remedy);
    }
}
