package dev.suture.upatch.format;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The id of a hot patch: made from its contents, so that the same input gives the same file, and written into it. */
final class PatchId {
    /** Stands in the note where the id will be; as long as any id, so that nothing moves. */
    static final String OPEN = new UUID(0, 0).toString();

    private PatchId() {}

    /**
     * Writes the id of a patch into its note (RFC 9562, UUID version 3, of the file with {@link #OPEN} in it).
     *
     * @param patch a whole patch but for that; it is changed
     * @return the same array
     */
    static byte[] writeInto(byte[] patch) {
        byte[] id = UUID.nameUUIDFromBytes(patch).toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(id, 0, patch, place(patch), id.length);
        return patch;
    }

    private static int place(byte[] patch) {
        Section note = ElfFile.of("patch", patch).section(UpatchFormat.NOTE).orElseThrow();
        int start = Math.toIntExact(note.offset());
        // One char a byte; the id stands before all that people name.
        int inNote = new String(patch, start, Math.toIntExact(note.size()), StandardCharsets.ISO_8859_1).indexOf(OPEN);
        if (inNote < 0) {
            throw new IllegalArgumentException("the note of the patch has no place for its id");
        }
        return start + inNote;
    }
}
