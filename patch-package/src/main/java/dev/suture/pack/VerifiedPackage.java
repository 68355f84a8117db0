package dev.suture.pack;

import java.nio.file.Path;

/**
 * A package whose files were all found to be what its manifest says.
 *
 * @param manifest what it says of itself
 * @param signature what is known of its signature
 * @param folder where its files lie: {@code package.json} and all it lists
 */
public record VerifiedPackage(PackageManifest manifest, SignatureState signature, Path folder) {
    /** Where the hot patch lies. */
    public Path file(HotPatch patch) {
        return folder.resolve(patch.file());
    }
}
