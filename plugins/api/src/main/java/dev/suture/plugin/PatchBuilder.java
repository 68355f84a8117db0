package dev.suture.plugin;

import java.nio.file.Path;
import java.util.Optional;

/** Makes hot patches. */
public interface PatchBuilder {
    /**
     * Compares, judges, extracts and writes the hot patch to {@link BuildRequest#output()}, which is replaced only when
     * the new file is complete.
     *
     * @throws PatchException if an input is missing or malformed (TROUBLE), or if a rule forbids the patch or there is
     *     nothing to patch (REFUSED)
     */
    BuiltPatch build(BuildRequest request, Progress progress);

    /**
     * Finds out whether a target can be patched at all, for who is about to do long work for it.
     *
     * @param target the ELF that the processes to be patched run
     * @param debugFile a file with its symbols, where the target itself is stripped
     * @throws PatchException as {@link #build} would in the end
     */
    default void requireTarget(Path target, Optional<Path> debugFile) {}
}
