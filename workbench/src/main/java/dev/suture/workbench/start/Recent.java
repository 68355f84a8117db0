package dev.suture.workbench.start;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that was opened.
 *
 * @param kind what it was opened as
 * @param paths the files or folders it was opened from: base and patched of a review, the file of a
 *     hot patch
 * @param openedAt when, in seconds since 1970
 */
public record Recent(Kind kind, List<Path> paths, long openedAt) {
    /** What can be opened. */
    public enum Kind {
        REVIEW,
        /** A hot patch, or a package of them. */
        PATCH
    }

    public Recent {
        paths = List.copyOf(paths);
    }

    /** Whether the other is the same thing, opened at another time. */
    boolean isOf(Recent other) {
        return kind == other.kind && paths.equals(other.paths);
    }

    /** Whether everything it was opened from is still there. */
    public boolean isThere() {
        return paths.stream().allMatch(java.nio.file.Files::exists);
    }
}
