package dev.suture.elf.asm;

/**
 * Decodes one x86-64 instruction at a time, as far as its length and its distance (Intel SDM, volume 2, chapter 2 and
 * appendix A, "Opcode Map"); its fields describe the last one.
 */
final class X86Decoder {
    private final byte[] code;
    private final int limit;

    /** Offset of the distance, -1 if there is none; its width in bytes; whether it is a branch's. */
    int field;

    int width;
    boolean branch;
    /** Offsets of four bytes of displacement that do not count from the instruction, and of immediate; -1 if none. */
    int displacement;

    int immediate;
    boolean threadLocal;

    private int at;
    private boolean operandSize;
    private boolean addressSize;
    private boolean wide;

    X86Decoder(byte[] code, int limit) {
        this.code = code;
        this.limit = limit;
    }

    /** The instruction's length in bytes, 0 if there is none. */
    int decode(int start) {
        at = start;
        field = -1;
        displacement = -1;
        immediate = -1;
        threadLocal = false;
        branch = false;
        operandSize = false;
        addressSize = false;
        wide = false;
        int opcode = prefixes();
        boolean known = switch (opcode) {
            case 0xc5 -> vex(1, 1);
            case 0xc4 -> vex(peek() & 0x1f, 2);
            case 0x62 -> vex(peek() & 7, 3);
            case 0x0f -> escape();
            default -> oneByte(opcode);
        };
        return known && at <= limit ? at - start : 0;
    }

    long distance() {
        return width == 1 ? code[field] : word(field);
    }

    int word(int from) {
        return code[from] & 0xff | (code[from + 1] & 0xff) << 8 | (code[from + 2] & 0xff) << 16 | code[from + 3] << 24;
    }

    private int peek() {
        return at < limit ? code[at] & 0xff : 0;
    }

    private int next() {
        int value = peek();
        at++;
        return value;
    }

    private int prefixes() {
        while (true) {
            int value = next();
            switch (value) {
                case 0x66 -> operandSize = true;
                case 0x67 -> addressSize = true;
                case 0x64 -> threadLocal = true;
                case 0x26, 0x2e, 0x36, 0x3e, 0x65, 0xf0, 0xf2, 0xf3 -> {}
                default -> {
                    if (value >= 0x40 && value <= 0x4f) {
                        wide = (value & 8) != 0;
                        return next();
                    }
                    return value;
                }
            }
            if (at > limit) {
                return -1;
            }
        }
    }

    /** VEX and EVEX: {@code map} names the opcode map, {@code payload} bytes stand before the opcode. */
    private boolean vex(int map, int payload) {
        at += payload;
        int opcode = next();
        return switch (map) {
            case 1 -> opcode == 0x77 || modrm(twoByteImmediate(opcode));
            case 2, 5, 6 -> modrm(0);
            case 3 -> modrm(1);
            default -> false;
        };
    }

    private boolean escape() {
        int opcode = next();
        if (opcode == 0x38) {
            next();
            return modrm(0);
        }
        if (opcode == 0x3a) {
            next();
            return modrm(1);
        }
        if (opcode >= 0x80 && opcode <= 0x8f) {
            return relative(4);
        }
        return hasNoOperand(opcode) || modrm(twoByteImmediate(opcode));
    }

    private static boolean hasNoOperand(int opcode) {
        return switch (opcode) {
            case 0x05, 0x06, 0x07, 0x08, 0x09, 0x0b, 0x0e, 0x77, 0xa0, 0xa1, 0xa2, 0xa8, 0xa9, 0xaa -> true;
            default -> opcode >= 0x30 && opcode <= 0x37 || opcode >= 0xc8 && opcode <= 0xcf;
        };
    }

    private static int twoByteImmediate(int opcode) {
        return switch (opcode) {
            case 0x0f, 0x70, 0x71, 0x72, 0x73, 0xa4, 0xac, 0xba, 0xc2, 0xc4, 0xc5, 0xc6 -> 1;
            default -> 0;
        };
    }

    private boolean oneByte(int opcode) {
        if (opcode < 0) {
            return false;
        }
        if (opcode < 0x40) {
            return switch (opcode & 7) {
                case 4 -> skip(1);
                case 5 -> skip(word());
                case 6, 7 -> false;
                default -> modrm(0);
            };
        }
        return switch (opcode >>> 4) {
            case 0x5, 0x9 -> opcode != 0x9a;
            case 0x6 -> sixties(opcode);
            case 0x7 -> relative(1);
            case 0x8 -> opcode != 0x82 && modrm(opcode == 0x81 ? word() : opcode <= 0x83 ? 1 : 0);
            case 0xa ->
                opcode <= 0xa3 ? skip(addressSize ? 4 : 8) : skip(opcode == 0xa8 ? 1 : opcode == 0xa9 ? word() : 0);
            case 0xb -> skip(opcode < 0xb8 ? 1 : wide ? 8 : word());
            case 0xc -> returnsAndMoves(opcode);
            case 0xd -> opcode == 0xd7 || opcode != 0xd4 && opcode != 0xd5 && opcode != 0xd6 && modrm(0);
            case 0xe -> branches(opcode);
            case 0xf -> groups(opcode);
            default -> false;
        };
    }

    private boolean sixties(int opcode) {
        return switch (opcode) {
            case 0x63 -> modrm(0);
            case 0x68 -> skip(word());
            case 0x69 -> modrm(word());
            case 0x6a -> skip(1);
            case 0x6b -> modrm(1);
            case 0x6c, 0x6d, 0x6e, 0x6f -> true;
            default -> false;
        };
    }

    private boolean returnsAndMoves(int opcode) {
        return switch (opcode) {
            case 0xc0, 0xc1, 0xc6 -> modrm(1);
            case 0xc7 -> modrm(word());
            case 0xc2, 0xca -> skip(2);
            case 0xc8 -> skip(3);
            case 0xcd -> skip(1);
            case 0xc3, 0xc9, 0xcb, 0xcc, 0xcf -> true;
            default -> false;
        };
    }

    private boolean branches(int opcode) {
        return switch (opcode) {
            case 0xe0, 0xe1, 0xe2, 0xe3, 0xeb -> relative(1);
            case 0xe4, 0xe5, 0xe6, 0xe7 -> skip(1);
            case 0xe8, 0xe9 -> relative(4);
            case 0xec, 0xed, 0xee, 0xef -> true;
            default -> false;
        };
    }

    private boolean groups(int opcode) {
        boolean test = (peek() >>> 3 & 7) < 2;
        return switch (opcode) {
            case 0xf6 -> modrm(test ? 1 : 0);
            case 0xf7 -> modrm(test ? word() : 0);
            case 0xfe, 0xff -> modrm(0);
            case 0xf1, 0xf4, 0xf5, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd -> true;
            default -> false;
        };
    }

    /** Size of an immediate of operand size: never more than 4 bytes but for MOV to a register. */
    private int word() {
        return operandSize && !wide ? 2 : 4;
    }

    private boolean skip(int bytes) {
        immediate = bytes == 4 ? at : -1;
        at += bytes;
        return true;
    }

    private boolean relative(int bytes) {
        field = at;
        width = bytes;
        branch = true;
        at += bytes;
        return true;
    }

    /** ModRM, SIB and displacement, then an immediate. */
    private boolean modrm(int bytes) {
        int modrm = next();
        int mode = modrm >>> 6;
        int register = modrm & 7;
        if (mode != 3 && register == 4) {
            int base = next() & 7;
            displacement = mode == 2 || mode == 0 && base == 5 ? at : -1;
            at += mode == 1 ? 1 : mode == 2 || base == 5 ? 4 : 0;
        } else if (mode == 0 && register == 5) {
            field = at;
            width = 4;
            at += 4;
        } else {
            displacement = mode == 2 ? at : -1;
            at += mode == 1 ? 1 : mode == 2 ? 4 : 0;
        }
        immediate = bytes == 4 ? at : -1;
        at += bytes;
        return true;
    }
}
