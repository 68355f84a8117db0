package dev.suture.upatch.format;

/**
 * What the file says of itself, as JSON in its note. Kept small: the functions stand in the file's own table.
 *
 * @param schemaVersion version of this record, 1
 * @param id UUID made from the contents, so that the same input gives the same file
 * @param name what people call it
 * @param targetName file name of the target ELF
 * @param targetBuildId its build-id in lower-case hex
 */
public record PatchMetadata(int schemaVersion, String id, String name, String targetName, String targetBuildId) {
    public static final int SCHEMA_VERSION = 1;
}
