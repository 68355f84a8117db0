package dev.suture.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

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

    /**
     * Writes it as an archive if the name ends so, else as a folder, which must not exist or be empty.
     *
     * @param time what an archive records as the time of its files; whole seconds count
     * @throws dev.suture.plugin.PatchException if that cannot be written
     */
    public void writeTo(Path output, Instant time) {
        if (PackageArchive.isNamedSo(output)) {
            PackageArchive.write(this, output, time);
        } else {
            copyTo(output);
        }
    }

    private void copyTo(Path output) {
        Outputs.folder(output, target -> {
            try {
                for (String path : PackageArchive.paths(this)) {
                    Files.createDirectories(target.resolve(path).getParent());
                    Files.copy(folder.resolve(path), target.resolve(path));
                }
            } catch (IOException e) {
                throw Outputs.unwritable(output, e);
            }
        });
    }
}
