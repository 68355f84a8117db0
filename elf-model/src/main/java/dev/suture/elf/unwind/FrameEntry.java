package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFormatException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * An FDE: how to unwind one function, or one part of one (LSB Core, "The Frame Description Entry Format"; DWARF 5,
 * 6.4.1). Addresses are those of the file.
 */
public final class FrameEntry {
    private final FrameSection section;
    private final Common common;
    private final long offset;
    private final long start;
    private final long end;
    private final OptionalLong exceptionTable;
    private final ElfBytes record;
    private final long instructions;

    /**
     * A CIE with what holds after its instructions.
     *
     * @param entry the CIE
     * @param initial never changed
     */
    record Common(CommonEntry entry, RuleSet initial) {}

    /**
     * @param record the section up to the record's end
     * @param instructions where its instructions begin
     */
    FrameEntry(
            FrameSection section,
            Common common,
            long offset,
            long start,
            long end,
            OptionalLong exceptionTable,
            ElfBytes record,
            long instructions) {
        this.section = section;
        this.common = common;
        this.offset = offset;
        this.start = start;
        this.end = end;
        this.exceptionTable = exceptionTable;
        this.record = record;
        this.instructions = instructions;
    }

    /** Where it begins in its section. */
    public long offset() {
        return offset;
    }

    /** The first address. */
    public long start() {
        return start;
    }

    /** The first address behind it. */
    public long end() {
        return end;
    }

    public CommonEntry common() {
        return common.entry;
    }

    /** The address of the function's table of what it catches and cleans up (its language-specific data area). */
    public OptionalLong exceptionTable() {
        return exceptionTable;
    }

    /** Whether an address lies in it, compared as unsigned. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address - start, end - start) < 0;
    }

    /**
     * The row for an address.
     *
     * @return empty if the address is outside
     * @throws ElfFormatException if the instructions up to there are malformed
     */
    public Optional<UnwindRow> row(long address) {
        if (!contains(address)) {
            return Optional.empty();
        }
        CallFrameProgram program = program();
        long from = start;
        while (true) {
            long next = program.run();
            if (next == CallFrameProgram.END) {
                return Optional.of(row(program, from, end));
            }
            if (Long.compareUnsigned(next, address) > 0) {
                return Optional.of(row(program, from, next));
            }
            from = next;
        }
    }

    /**
     * Gives all rows by ascending address; those of no length are left out.
     *
     * @throws ElfFormatException at the first malformed instruction
     */
    public void rows(Consumer<UnwindRow> each) {
        CallFrameProgram program = program();
        long from = start;
        while (from != CallFrameProgram.END) {
            long next = program.run();
            long until = next == CallFrameProgram.END ? end : next;
            if (Long.compareUnsigned(until, from) > 0) {
                each.accept(row(program, from, until));
            }
            from = next;
        }
    }

    private CallFrameProgram program() {
        return new CallFrameProgram(
                common.entry, section.bases(), new ByteCursor(record, instructions), common.initial, start);
    }

    private UnwindRow row(CallFrameProgram program, long from, long until) {
        return new UnwindRow(common.entry, program.rules().copy(), from, until);
    }

    @Override
    public String toString() {
        return "FDE at 0x%x for 0x%x..0x%x".formatted(offset, start, end);
    }
}
