package dev.suture.upatch.driver;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.unwind.DwarfRegisters;
import dev.suture.elf.unwind.FrameEntry;
import dev.suture.elf.unwind.PointerEncoding;
import dev.suture.elf.unwind.UnwindTable;
import dev.suture.nativebridge.CodeRecords;
import dev.suture.nativebridge.ProcessMemory;
import java.util.HashSet;
import java.util.Set;

/**
 * Where the C++ runtime goes in a patch when an exception passes, which is where it also leaves traces of having been: in
 * each exception that was caught (LSDA, "Exception Handling Tables" of the Itanium C++ ABI as gcc writes them).
 */
final class LandingPads {
    private static final int LONGEST_TABLE = 1 << 16;

    private final ProcessMemory memory;
    private final Set<Long> addresses = new HashSet<>();

    private LandingPads(ProcessMemory memory) {
        this.memory = memory;
    }

    /** Of a patch in a process; none if it brings no unwind records. */
    static Set<Long> of(AppliedPatch applied) {
        LandingPads pads = new LandingPads(applied.memory());
        DwarfRegisters.of(applied.patch().abi().machine())
                .ifPresent(registers -> PatchRecords.of(applied).forEach(records -> pads.add(registers, records)));
        return pads.addresses;
    }

    private void add(DwarfRegisters registers, CodeRecords records) {
        try {
            UnwindTable.ofRecords(registers, records.records(), records.address())
                    .entries(entry -> entry.exceptionTable().ifPresent(table -> add(entry, table)));
        } catch (ElfFormatException e) {
            // Records that nobody can read lead nowhere; without them more counts, never less.
        }
    }

    private void add(FrameEntry function, long table) {
        byte[] bytes = new byte[LONGEST_TABLE];
        int length = memory.readSome(table, bytes, 0, bytes.length);
        ByteCursor cursor = new ByteCursor(
                ElfBytes.of("exception table", bytes, java.nio.ByteOrder.LITTLE_ENDIAN)
                        .slice(0, length, "table"),
                0);
        PointerEncoding.Bases bases = new PointerEncoding.Bases(table, 0, 0);
        int startEncoding = cursor.u8();
        long start = startEncoding == PointerEncoding.OMITTED
                ? function.start()
                : PointerEncoding.read(cursor, startEncoding, bases);
        if (cursor.u8() != PointerEncoding.OMITTED) {
            cursor.uleb();
        }
        int encoding = cursor.u8();
        long size = cursor.uleb();
        long end = cursor.at() + size;
        while (cursor.at() < end) {
            PointerEncoding.read(cursor, encoding, bases);
            PointerEncoding.read(cursor, encoding, bases);
            long pad = PointerEncoding.read(cursor, encoding, bases);
            cursor.uleb();
            if (pad != 0) {
                addresses.add(start + pad);
            }
        }
    }
}
