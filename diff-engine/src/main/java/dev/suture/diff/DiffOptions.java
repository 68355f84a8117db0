package dev.suture.diff;

import dev.suture.diff.item.KernelObject;
import dev.suture.elf.ElfFile;

/**
 * What a comparison sets aside as noise.
 *
 * @param lineNumberFilter whether functions that differ in line numbers only count
 */
public record DiffOptions(LineNumberFilter lineNumberFilter) {
    public static final DiffOptions DEFAULT = new DiffOptions(LineNumberFilter.KERNEL);

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
