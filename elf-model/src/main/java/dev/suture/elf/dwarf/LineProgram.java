package dev.suture.elf.dwarf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs a line number program (DWARF 5, 6.2.5). */
final class LineProgram {
    private static final int COPY = 1;
    private static final int ADVANCE_PC = 2;
    private static final int ADVANCE_LINE = 3;
    private static final int SET_FILE = 4;
    private static final int CONST_ADD_PC = 8;
    private static final int FIXED_ADVANCE_PC = 9;
    private static final int END_SEQUENCE = 1;
    private static final int SET_ADDRESS = 2;

    private final LineHeader header;
    private final DwarfReader reader;
    private final List<LineSequence> sequences = new ArrayList<>();
    private final LineSequence.Builder rows = new LineSequence.Builder();
    private int section;
    private long address;
    private long operation;
    private int file;
    private int line;

    private LineProgram(LineHeader header) {
        this.header = header;
        this.reader = header.program();
        reset();
    }

    /** The sequences, sorted by section and address; empty ones are left out. */
    static List<LineSequence> run(LineHeader header) {
        LineProgram program = new LineProgram(header);
        while (program.reader.hasMore()) {
            program.step();
        }
        program.sequences.sort(Comparator.comparingInt(LineSequence::section)
                .thenComparing(LineSequence::start, Long::compareUnsigned));
        return List.copyOf(program.sequences);
    }

    private void reset() {
        section = 0;
        address = 0;
        operation = 0;
        file = 1;
        line = 1;
    }

    private void step() {
        int opcode = reader.u8();
        if (opcode >= header.opcodeBase()) {
            special(opcode - header.opcodeBase());
        } else if (opcode == 0) {
            extended();
        } else {
            standard(opcode);
        }
    }

    private void special(int adjusted) {
        advance(adjusted / range());
        line += header.lineBase() + adjusted % range();
        row();
    }

    private int range() {
        if (header.lineRange() == 0) {
            throw reader.error("a line range other than 0 where special opcodes are used");
        }
        return header.lineRange();
    }

    private void standard(int opcode) {
        switch (opcode) {
            case COPY -> row();
            case ADVANCE_PC -> advance(reader.uleb());
            case ADVANCE_LINE -> line += (int) reader.sleb();
            case SET_FILE -> file = (int) reader.uleb();
            case CONST_ADD_PC -> advance((255 - header.opcodeBase()) / range());
            case FIXED_ADVANCE_PC -> {
                address += reader.relocated(2).value();
                operation = 0;
            }
            // Columns, statement and block marks are not kept; opcodes of the future have their operands skipped.
            default -> {
                for (int i = 0; i < header.lengths()[opcode]; i++) {
                    reader.uleb();
                }
            }
        }
    }

    private void extended() {
        long length = reader.uleb();
        DwarfReader part = reader.part(length, "an extended opcode");
        if (length == 0) {
            return;
        }
        switch (part.u8()) {
            case END_SEQUENCE -> {
                endSequence(address);
                reset();
            }
            case SET_ADDRESS -> {
                DebugRelocations.Resolved resolved = part.relocated((int) part.remaining());
                if (!rows.isEmpty() && resolved.section() != section) {
                    endSequence(rows.lastAddress());
                }
                section = resolved.section();
                address = resolved.value();
                operation = 0;
            }
            // DW_LNE_define_file went with DWARF 5 and no compiler wrote it; discriminators are not kept.
            default -> {}
        }
    }

    /** DWARF 5, 6.2.5.1: operations advance within a VLIW instruction before they advance the address. */
    private void advance(long operations) {
        if (header.operationsPerInstruction() == 1) {
            address += header.minimumInstruction() * operations;
        } else {
            long total = operation + operations;
            address += header.minimumInstruction() * (total / header.operationsPerInstruction());
            operation = total % header.operationsPerInstruction();
        }
    }

    private void row() {
        if (!rows.isEmpty() && Long.compareUnsigned(address, rows.lastAddress()) < 0) {
            // Addresses only grow within a sequence; where a program goes back, what follows is another one.
            endSequence(rows.lastAddress());
        }
        rows.add(address, file, line);
    }

    private void endSequence(long end) {
        if (rows.isEmpty()) {
            return;
        }
        LineSequence sequence = rows.end(section, end);
        if (Long.compareUnsigned(sequence.start(), end) < 0) {
            sequences.add(sequence);
        }
    }
}
