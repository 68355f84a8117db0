package dev.suture.upatch.format;

import java.util.List;

/**
 * What the file says of itself, as JSON in its note. Kept small: the functions stand in the file's own table.
 *
 * @param schemaVersion version of this record, 1
 * @param id UUID made from the contents, so that the same input gives the same file
 * @param name what people call it
 * @param targetName file name of the target ELF
 * @param targetBuildId its build-id in lower-case hex
 * @param coldParts pieces of the replaced functions that lie elsewhere in the target and jump back into them: no thread
 *     may be in them either when the jumps are written. Empty in files that do not say
 */
public record PatchMetadata(
        int schemaVersion, String id, String name, String targetName, String targetBuildId, List<ColdPart> coldParts) {
    public static final int SCHEMA_VERSION = 1;

    /**
     * @param name its symbol's name
     * @param address in the target ELF, before load bias
     * @param size in bytes
     */
    public record ColdPart(String name, long address, long size) {}

    /** What a patch says of itself that has not been written yet: its id comes from its contents. */
    public static PatchMetadata unwritten(
            String name, String targetName, String targetBuildId, List<ColdPart> coldParts) {
        return new PatchMetadata(SCHEMA_VERSION, PatchId.OPEN, name, targetName, targetBuildId, coldParts);
    }

    public PatchMetadata {
        coldParts = coldParts == null ? List.of() : List.copyOf(coldParts);
    }
}
