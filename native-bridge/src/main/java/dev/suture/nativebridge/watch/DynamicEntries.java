package dev.suture.nativebridge.watch;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Segment;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The entries of a linked file's dynamic section by their tags (ELF gABI, "Dynamic Section"). */
final class DynamicEntries {
    static final long INIT = 12;
    static final long SONAME = 14;
    static final long INIT_ARRAY = 25;
    static final long INIT_ARRAY_SIZE = 27;

    /** DT_FLAGS_1, and its flag DF_1_PIE (elf.h). */
    private static final long FLAGS_1 = 0x6ffffffbL;

    private static final long PROGRAM = 0x08000000;
    private static final int ENTRY = 16;

    private final Map<Long, Long> values = new HashMap<>();

    DynamicEntries(ElfFile file) {
        for (Segment segment : file.segments()) {
            if (segment.type() == Segment.DYNAMIC) {
                read(file.bytes().slice(segment.offset(), segment.fileSize(), "the dynamic section"));
            }
        }
    }

    private void read(ElfBytes bytes) {
        for (long at = 0; at + ENTRY <= bytes.size(); at += ENTRY) {
            long tag = bytes.i64(at);
            if (tag == 0) {
                return; // DT_NULL ends it
            }
            values.putIfAbsent(tag, bytes.i64(at + Long.BYTES));
        }
    }

    /** The value of the first entry with this tag, unless it is 0. */
    OptionalLong value(long tag) {
        long value = values.getOrDefault(tag, 0L);
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Whether the linker has marked the file as a position-independent program, which a library is not. */
    boolean marksProgram() {
        return (value(FLAGS_1).orElse(0) & PROGRAM) != 0;
    }
}
