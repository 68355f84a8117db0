package dev.suture.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * One note (ELF gABI, "Note Section").
 *
 * @param owner the name that gives {@code type} its meaning, e.g. {@code GNU}
 * @param type a number private to the owner
 * @param description the note's bytes; the array is the note's own, not to be changed
 */
public record Note(String owner, int type, byte[] description) {
    /** {@code NT_GNU_BUILD_ID}, of owner {@code GNU}. */
    public static final int GNU_BUILD_ID = 3;

    /**
     * Reads the notes one after the other. Name and description are each padded to four bytes, in a section that is
     * aligned to eight (as {@code .note.gnu.property} is) the description's start and end to eight.
     */
    static List<Note> parse(ElfBytes bytes, long alignment) {
        long unit = alignment == 8 ? 8 : 4;
        List<Note> notes = new ArrayList<>();
        long at = 0;
        while (bytes.size() - at >= 12) {
            long nameSize = bytes.u32(at);
            long descriptionSize = bytes.u32(at + 4);
            int type = bytes.i32(at + 8);
            ElfBytes name = bytes.slice(at + 12, nameSize, "the owner of a note");
            long descriptionAt = pad(at + 12 + nameSize, unit);
            ElfBytes description = bytes.slice(descriptionAt, descriptionSize, "the description of a note");
            String owner = nameSize == 0
                    ? ""
                    : name.slice(0, nameSize - 1, "a note's owner").ascii();
            notes.add(new Note(owner, type, description.toArray()));
            at = pad(descriptionAt + descriptionSize, unit);
        }
        return List.copyOf(notes);
    }

    private static long pad(long size, long unit) {
        return (size + unit - 1) & -unit;
    }
}
