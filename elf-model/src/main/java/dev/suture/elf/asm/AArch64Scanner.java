package dev.suture.elf.asm;

/** AArch64: fixed length, little-endian instructions (Arm ARM, "A64 instruction set encoding"). */
final class AArch64Scanner implements CodeScanner {
    private static final int LENGTH = 4;

    @Override
    public void scan(byte[] code, int from, int to, Visitor visitor) {
        for (int at = from; at + LENGTH <= to; at += LENGTH) {
            visitor.instruction(at, LENGTH);
            int word = code[at] & 0xff
                    | (code[at + 1] & 0xff) << 8
                    | (code[at + 2] & 0xff) << 16
                    | (code[at + 3] & 0xff) << 24;
            reference(at, word, visitor);
        }
    }

    private static void reference(int at, int word, Visitor visitor) {
        if ((word & 0x7c000000) == 0x14000000) {
            // B, BL: imm26
            visit(visitor, at, word & 0xfc000000, (long) (word << 6 >> 6) * LENGTH, true);
        } else if ((word & 0xff000010) == 0x54000000 || (word & 0x7e000000) == 0x34000000) {
            // B.cond, CBZ, CBNZ: imm19
            visit(visitor, at, word & 0xff00001f, (long) (word << 8 >> 13) * LENGTH, true);
        } else if ((word & 0x7e000000) == 0x36000000) {
            // TBZ, TBNZ: imm14
            visit(visitor, at, word & 0xfff8001f, (long) (word << 13 >> 18) * LENGTH, true);
        } else if ((word & 0x9f000000) == 0x10000000) {
            // ADR: immhi:immlo, bytes
            visit(visitor, at, word & 0x9f00001f, (long) (word << 8 >> 13) << 2 | word >>> 29 & 3, false);
        } else if ((word & 0x3b000000) == 0x18000000) {
            // LDR (literal): imm19
            visit(visitor, at, word & 0xff00001f, (long) (word << 8 >> 13) * LENGTH, false);
        }
    }

    private static void visit(Visitor visitor, int at, int shape, long distance, boolean branch) {
        visitor.reference(new CodeReference(at, at, LENGTH, shape, at + distance, branch));
    }
}
