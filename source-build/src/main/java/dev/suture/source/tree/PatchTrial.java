package dev.suture.source.tree;

import dev.suture.plugin.PatchException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Whether one patch of a series applies.
 *
 * @param file the patch
 * @param files the files of the tree that it changes, adds or deletes, relative to it
 * @param tried whether it was tried; not if one before it does not apply
 * @param failure why it does not apply
 */
public record PatchTrial(Path file, Set<Path> files, boolean tried, Optional<PatchException> failure) {
    public PatchTrial {
        files = Set.copyOf(files);
    }
}
