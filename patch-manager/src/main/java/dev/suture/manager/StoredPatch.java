package dev.suture.manager;

import dev.suture.plugin.PatchInfo;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A patch the store keeps, or one that is installed system-wide.
 *
 * @param info what it says of itself
 * @param file the store's own copy, or the installed one
 * @param added when it was added to the store, ISO-8601 in UTC; empty for one that is installed only
 * @param origin the package it came in
 */
public record StoredPatch(PatchInfo info, Path file, String added, Optional<PackageOrigin> origin) {
    /** One that came in no package. */
    public StoredPatch(PatchInfo info, Path file, String added) {
        this(info, file, added, Optional.empty());
    }

    /** Its UUID. */
    public String id() {
        return info.id();
    }

    /** Whether the two replace a function of the same build: then they cannot both be in force there. */
    boolean overlaps(StoredPatch other) {
        return info.targetBuildId().equals(other.info().targetBuildId())
                && info.functions().stream()
                        .anyMatch(mine ->
                                other.info().functions().stream().anyMatch(f -> f.baseAddress() == mine.baseAddress()));
    }

    /** {@code TARGET/NAME}, the identifier people type where the UUID is too long. */
    public String label() {
        return info.targetName() + "/" + info.name();
    }
}
