package dev.suture.manager;

import dev.suture.pack.PackageManifest;

/**
 * The package a patch came in.
 *
 * @param uuid the package's
 * @param name its name
 * @param version its version
 * @param release its release
 */
public record PackageOrigin(String uuid, String name, String version, String release) {
    static PackageOrigin of(PackageManifest manifest) {
        return new PackageOrigin(
                manifest.uuid(),
                manifest.name().name(),
                manifest.name().version(),
                manifest.name().release());
    }

    /** {@code NAME-VERSION-RELEASE}. */
    public String label() {
        return name + "-" + version + "-" + release;
    }
}
