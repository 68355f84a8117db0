package dev.suture.plugin;

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
}
