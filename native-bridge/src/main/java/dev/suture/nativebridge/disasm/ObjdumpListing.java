package dev.suture.nativebridge.disasm;

import dev.suture.elf.asm.Instruction;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a listing of objdump: rows of an address, a colon, and then, separated by tabs, the bytes and the instruction.
 * Lengths come from the distance of the addresses, since the bytes are grouped differently for each machine.
 */
final class ObjdumpListing {
    private final byte[] code;
    private final long address;

    ObjdumpListing(byte[] code, long address) {
        this.code = code;
        this.address = address;
    }

    private record Row(int offset, String text) {}

    List<Instruction> read(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            String[] columns = line.split("\t", 3);
            if (columns.length >= 2 && columns[0].endsWith(":")) {
                String number = columns[0].strip();
                long at = Long.parseUnsignedLong(number.substring(0, number.length() - 1), 16);
                rows.add(new Row((int) (at - address), columns.length == 3 ? columns[2] : ""));
            }
        }
        List<Instruction> instructions = new ArrayList<>(rows.size());
        int covered = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int end = i + 1 < rows.size() ? rows.get(i + 1).offset() : code.length;
            instructions.add(instruction(row, end - row.offset()));
            covered = end;
        }
        if (covered < code.length) {
            instructions.add(DataRow.of(code, covered, code.length - covered));
        }
        return instructions;
    }

    private Instruction instruction(Row row, int length) {
        // objdump separates AArch64 operands by a tab, those of x86 by blanks.
        String text = row.text().replace('\t', ' ').strip();
        int blank = text.indexOf(' ');
        String mnemonic = blank < 0 ? text : text.substring(0, blank);
        if (mnemonic.isEmpty() || mnemonic.equals("(bad)") || mnemonic.startsWith(".")) {
            return DataRow.of(code, row.offset(), length);
        }
        String operands = blank < 0 ? "" : text.substring(blank).strip();
        return new Instruction(row.offset(), length, opcode(mnemonic), mnemonic, operands);
    }

    /** Stable from run to run and never 0, which stands for data. */
    private static int opcode(String mnemonic) {
        int hash = mnemonic.hashCode();
        return hash == 0 ? 1 : hash;
    }
}
