package dev.suture.nativebridge;

import dev.suture.elf.ElfFormatException;
import dev.suture.elf.unwind.UnwindRow;
import dev.suture.elf.unwind.UnwindTable;
import java.util.Optional;

/**
 * Code of a process with what is known of it.
 *
 * @param range where it lies
 * @param mapping the mapping it was found as
 * @param bias what to add to the table's addresses to get those of the process
 * @param name the file's name, or what else people call the code
 * @param table how to unwind it
 * @param rows what was needed of the table so far, in any process
 * @param symbols the names of its functions
 */
record MappedCode(
        AddressRange range,
        MemoryMapping mapping,
        long bias,
        String name,
        Optional<UnwindTable> table,
        KnownRows rows,
        Symbols symbols) {
    /** How to unwind at an address of the process; empty where nothing says so, or only something malformed. */
    Optional<UnwindRow> row(long address) {
        try {
            return table.flatMap(t -> rows.row(address - bias, () -> t.row(address - bias)));
        } catch (ElfFormatException e) {
            return Optional.empty(); // like code without records: the thread is not unwound any further
        }
    }

    /** Whether the kernel puts addresses of this mapping where others stood: the trampolines of its uprobes. */
    boolean hidesCallers() {
        return mapping.path().equals("[uprobes]");
    }
}
