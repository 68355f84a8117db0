package dev.suture.diff.item;

import java.util.List;

/**
 * One entry of an {@code .eh_frame} section (LSB Core, "Exception Frames"): its bytes, length field and all, and what it
 * refers to. The array is the entry's own; nobody writes to it.
 *
 * @param references offsets count from the entry's first byte
 */
public record UnwindEntry(byte[] bytes, List<Reference> references) {
    public UnwindEntry {
        references = List.copyOf(references);
    }
}
