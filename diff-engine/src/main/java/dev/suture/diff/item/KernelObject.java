package dev.suture.diff.item;

import dev.suture.elf.ElfFile;

/** Tells objects of the Linux kernel from those of programs. */
public final class KernelObject {
    private KernelObject() {}

    /** Objects of the kernel note where tracing may hook in, or have sections for objtool that the linker discards. */
    public static boolean is(ElfFile file) {
        return file.sections().stream()
                .anyMatch(s -> s.name().equals("__mcount_loc")
                        || s.name().equals("__patchable_function_entries")
                        || s.name().startsWith(".discard."));
    }
}
