package dev.suture.manager;

import dev.suture.plugin.PatchInfo;
import java.nio.file.Path;

/**
 * A patch the store keeps.
 *
 * @param info what it says of itself
 * @param file the store's own copy
 * @param added when it was added, ISO-8601 in UTC
 */
public record StoredPatch(PatchInfo info, Path file, String added) {
    /** {@code TARGET/NAME}, the identifier people type where the UUID is too long. */
    public String label() {
        return info.targetName() + "/" + info.name();
    }
}
