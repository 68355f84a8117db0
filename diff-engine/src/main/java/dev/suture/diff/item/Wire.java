package dev.suture.diff.item;

/**
 * One reference before items are known: both ends as places.
 *
 * @param offset byte offset of the reference in its section
 * @param type processor-specific relocation type; for references found in linked code the type an assembler would use
 * @param addend what comes on top of the end
 * @param width how many bytes at {@code offset} hold the reference's value rather than contents; 0 where they are zero
 *     anyway, as in files with explicit addends
 * @param end where it leads
 */
record Wire(long offset, int type, long addend, int width, End end) {
    /** Where a reference leads. */
    sealed interface End {}

    /**
     * A place in this file.
     *
     * @param section index of the section
     * @param at byte offset in the section that tells which item is meant
     * @param anchor byte offset in the section from which the addend counts
     */
    record Place(int section, long at, long anchor) implements End {}

    /** A symbol some other file defines. */
    record Name(String name) implements End {}

    /** A number. */
    record Number(long value) implements End {}
}
