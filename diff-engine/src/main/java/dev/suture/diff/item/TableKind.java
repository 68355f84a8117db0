package dev.suture.diff.item;

import dev.suture.elf.Section;
import java.util.Map;

/**
 * How a table is divided into entries. The kernel's entries differ in size from version to version, but not in how many
 * references they hold, so the size follows from the number of relocations.
 *
 * @param standard whether it is one of the kernel's tables
 * @param references how many relocations an entry has; 0 if unknown
 */
record TableKind(boolean standard, int references) {
    /**
     * Sources, in the kernel's tree: struct alt_instr (arch/x86/include/asm/alternative.h), exception_table_entry
     * (asm/extable.h), jump_entry (linux/jump_label.h), static_call_site (linux/static_call_types.h),
     * paravirt_patch_site (asm/paravirt_types.h), .smp_locks (LOCK_PREFIX in asm/alternative.h), the lists that
     * tools/objtool/check.c makes, and the lists of places where tracing may hook in (scripts/recordmcount.c).
     */
    private static final Map<String, Integer> KERNEL = Map.ofEntries(
            Map.entry(".altinstructions", 2),
            Map.entry("__ex_table", 2),
            Map.entry("__jump_table", 3),
            Map.entry(".static_call_sites", 2),
            Map.entry(".parainstructions", 1),
            Map.entry(".smp_locks", 1),
            Map.entry(".orc_unwind_ip", 1),
            Map.entry(".retpoline_sites", 1),
            Map.entry(".return_sites", 1),
            Map.entry(".call_sites", 1),
            Map.entry(".ibt_endbr_seal", 1),
            Map.entry("__mcount_loc", 1),
            Map.entry("__patchable_function_entries", 1));

    private static final String BUGS = "__bug_table";

    static TableKind of(Section section, int relocations) {
        if (section.name().equals(BUGS)) {
            // struct bug_entry (include/asm-generic/bug.h): 12 or 24 bytes with the file's name, 8 or 16 without.
            long each = relocations == 0 ? 0 : section.size() / relocations;
            return new TableKind(true, each == 6 || each == 12 ? 2 : 1);
        }
        Integer known = KERNEL.get(section.name());
        return known == null ? new TableKind(false, 0) : new TableKind(true, known);
    }

    /** Where the number of the source line stands: behind the addresses of the code and of the file's name. */
    static int lineOffset(Section section, long entrySize) {
        return !section.name().equals(BUGS) ? -1 : entrySize == 12 ? 8 : entrySize == 24 ? 16 : -1;
    }
}
