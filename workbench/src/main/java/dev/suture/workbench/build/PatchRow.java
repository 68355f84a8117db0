package dev.suture.workbench.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One source patch in its place.
 *
 * @param state whether it applies
 * @param files what it touches, by name
 * @param advice why it does not apply, and what to do
 */
public record PatchRow(Path file, State state, List<String> files, Optional<Advice> advice) {
    /** What is known of a patch. */
    public enum State {
        CHECKING,
        APPLIES,
        FAILS,
        /** One before it does not apply, or the source is not there yet. */
        UNTRIED
    }

    public PatchRow {
        files = List.copyOf(files);
    }
}
