package dev.suture.diff.item;

import dev.suture.elf.Section;
import java.util.List;

/**
 * One entry of a table beside the code, of the function it points at.
 *
 * @param section the table
 * @param standard whether the kernel is known to have a table of that name
 * @param bytes the entry's bytes and those that belong to it in a parallel table
 * @param line byte offset of a source line's number of two bytes in the entry; -1 if it holds none
 * @param references what it refers to, by offset in the entry
 */
public record TableEntry(Section section, boolean standard, byte[] bytes, int line, List<Reference> references) {
    public TableEntry {
        bytes = bytes.clone();
        references = List.copyOf(references);
    }

    /** A copy. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }
}
