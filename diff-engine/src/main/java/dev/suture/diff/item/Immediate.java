package dev.suture.diff.item;

import dev.suture.elf.ElfBytes;

/**
 * Finds out, looking backwards from a RIP-relative displacement, how long the immediate operand is that follows it.
 * Source of the opcodes: Intel SDM, volume 2, appendix A, "Opcode Map". The bytes before an instruction are another's,
 * so the longest encoding that fits counts: VEX and EVEX before escapes, these before single bytes.
 */
final class Immediate {
    private static final int RIP_RELATIVE = 0x05;
    private static final int OPERAND_SIZE = 0x66;

    private Immediate() {}

    /** Bytes between the displacement's end and the instruction's; 0 for calls and jumps. */
    static int after(ElfBytes code, long at) {
        // ModRM with mod 00 and r/m 101: RIP-relative. Anything else is a branch's distance.
        if (at < 2 || (code.u8(at - 1) & 0xc7) != RIP_RELATIVE) {
            return 0;
        }
        int opcode = code.u8(at - 2);
        int register = code.u8(at - 1) >> 3 & 7;
        int before = back(code, at, 3);
        int second = back(code, at, 4);
        if (back(code, at, 6) == 0x62 && (second & 0x04) != 0 && (back(code, at, 5) & 0x08) == 0) {
            return ofVector(back(code, at, 5) & 7, opcode);
        }
        if (back(code, at, 5) == 0xc4 && (second & 0x1f) >= 1 && (second & 0x1f) <= 3) {
            return ofVector(second & 0x1f, opcode);
        }
        if (second == 0xc5 && isImmediateOfVector(opcode)) {
            return 1;
        }
        if (second == 0x0f && before == 0x3a) {
            return 1;
        }
        if (second == 0x0f && before == 0x38) {
            return 0;
        }
        return before == 0x0f ? ofTwoByte(opcode) : ofOneByte(opcode, register, before, second);
    }

    private static int back(ElfBytes code, long at, int distance) {
        return at >= distance ? code.u8(at - distance) : -1;
    }

    private static int ofVector(int map, int opcode) {
        return map == 3 || map == 1 && isImmediateOfVector(opcode) ? 1 : 0;
    }

    private static boolean isImmediateOfVector(int opcode) {
        return opcode >= 0x70 && opcode <= 0x73 || opcode == 0xc2 || opcode >= 0xc4 && opcode <= 0xc6;
    }

    private static int ofTwoByte(int opcode) {
        return isImmediateOfVector(opcode) || opcode == 0xa4 || opcode == 0xac || opcode == 0xba ? 1 : 0;
    }

    private static int ofOneByte(int opcode, int register, int before, int second) {
        boolean rex = before >= 0x40 && before <= 0x4f;
        int full = (rex ? second : before) == OPERAND_SIZE && !(rex && (before & 8) != 0) ? 2 : 4;
        return switch (opcode) {
            case 0x6b, 0x80, 0x83, 0xc0, 0xc1, 0xc6 -> 1;
            case 0x69, 0x81, 0xc7 -> full;
            case 0xf6 -> register <= 1 ? 1 : 0;
            case 0xf7 -> register <= 1 ? full : 0;
            default -> 0;
        };
    }
}
