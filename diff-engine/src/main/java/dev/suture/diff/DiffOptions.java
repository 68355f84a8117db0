package dev.suture.diff;

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
                case KERNEL -> isKernel(file);
            };
        }

        /** Objects of the kernel note where tracing may hook in, or discard sections of objtool's. */
        private static boolean isKernel(ElfFile file) {
            return file.sections().stream()
                    .anyMatch(s -> s.name().equals("__mcount_loc")
                            || s.name().equals("__patchable_function_entries")
                            || s.name().startsWith(".discard."));
        }
    }
}
