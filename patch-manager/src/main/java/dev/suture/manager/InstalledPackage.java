package dev.suture.manager;

import dev.suture.pack.PackageManifest;
import java.nio.file.Path;
import java.util.List;

/**
 * A patch package that is installed on this machine, by the system's package manager or by hand.
 *
 * @param folder where it lies
 * @param manifest what it says of itself; its files are checked when a patch of it is used
 * @param patches its hot patches, in the order of the manifest, with the installed files
 */
public record InstalledPackage(Path folder, PackageManifest manifest, List<StoredPatch> patches) {
    public InstalledPackage {
        patches = List.copyOf(patches);
    }
}
