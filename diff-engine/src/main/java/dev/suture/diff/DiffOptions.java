package dev.suture.diff;

import dev.suture.diff.correlate.HandPairs;
import dev.suture.diff.item.KernelObject;
import dev.suture.elf.ElfFile;

/**
 * What a comparison sets aside as noise, and what people said of its pairs.
 *
 * @param lineNumberFilter whether functions that differ in line numbers only count
 * @param hand pairs that people made or parted
 */
public record DiffOptions(LineNumberFilter lineNumberFilter, HandPairs hand) {
    public static final DiffOptions DEFAULT = new DiffOptions(LineNumberFilter.KERNEL);

    /** With nothing said of pairs. */
    public DiffOptions(LineNumberFilter lineNumberFilter) {
        this(lineNumberFilter, HandPairs.NONE);
    }

    /** The same but for what people said of pairs. */
    public DiffOptions with(HandPairs pairs) {
        return new DiffOptions(lineNumberFilter, pairs);
    }

    /** When functions that differ in line numbers only are set aside. */
    public enum LineNumberFilter {
        /** For objects of the kernel, whose warnings carry line numbers everywhere. */
        KERNEL,
        ON,
        OFF;

        boolean appliesTo(ElfFile file) {
            return switch (this) {
                case ON -> true;
                case OFF -> false;
                case KERNEL -> KernelObject.is(file);
            };
        }
    }
}
