package dev.suture.plugin;

import java.nio.file.Path;

/** Reads hot patch files. */
public interface PatchReader {
    /** Whether the file looks like one of this kind; false for anything else, readable or not. */
    boolean recognises(Path file);

    /**
     * What the file says of itself.
     *
     * @throws PatchException if it is not a whole patch of this kind
     */
    PatchInfo read(Path file);
}
