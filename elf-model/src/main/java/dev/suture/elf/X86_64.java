package dev.suture.elf;

import java.util.List;

/**
 * Relocation types of x86-64 (System V psABI, AMD64 supplement, table "Relocation Types"). In their formulas S is the
 * symbol's address, A the addend, P the place, G the offset of the symbol's GOT slot, L its PLT entry.
 */
public enum X86_64 {
    R_X86_64_NONE(0),
    /** S + A, 8 bytes. */
    R_X86_64_64(1),
    /** S + A - P, 4 bytes signed. */
    R_X86_64_PC32(2),
    R_X86_64_GOT32(3),
    /** L + A - P, 4 bytes signed: calls and jumps. */
    R_X86_64_PLT32(4),
    R_X86_64_COPY(5),
    R_X86_64_GLOB_DAT(6),
    R_X86_64_JUMP_SLOT(7),
    R_X86_64_RELATIVE(8),
    /** G + GOT + A - P, 4 bytes signed. */
    R_X86_64_GOTPCREL(9),
    /** S + A, 4 bytes, zero-extends to the address. */
    R_X86_64_32(10),
    /** S + A, 4 bytes, sign-extends to the address. */
    R_X86_64_32S(11),
    R_X86_64_16(12),
    R_X86_64_PC16(13),
    R_X86_64_8(14),
    R_X86_64_PC8(15),
    R_X86_64_DTPMOD64(16),
    R_X86_64_DTPOFF64(17),
    R_X86_64_TPOFF64(18),
    R_X86_64_TLSGD(19),
    R_X86_64_TLSLD(20),
    R_X86_64_DTPOFF32(21),
    R_X86_64_GOTTPOFF(22),
    /** Offset of a thread-local variable from the thread pointer, 4 bytes signed (local exec). */
    R_X86_64_TPOFF32(23),
    /** S + A - P, 8 bytes. */
    R_X86_64_PC64(24),
    R_X86_64_GOTOFF64(25),
    R_X86_64_GOTPC32(26),
    R_X86_64_SIZE32(32),
    R_X86_64_SIZE64(33),
    R_X86_64_GOTPC32_TLSDESC(34),
    R_X86_64_TLSDESC_CALL(35),
    R_X86_64_TLSDESC(36),
    R_X86_64_IRELATIVE(37),
    /** As GOTPCREL, on an instruction without REX prefix that a linker may relax. */
    R_X86_64_GOTPCRELX(41),
    /** As GOTPCREL, on an instruction with REX prefix that a linker may relax. */
    R_X86_64_REX_GOTPCRELX(42),
    /** Any number this list does not hold. */
    UNKNOWN(-1);

    /** By place; {@code values()} would make a copy for every relocation. */
    private static final List<X86_64> ALL = List.of(values());

    private final int number;

    X86_64(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The type with that number, {@link #UNKNOWN} if there is none. */
    public static X86_64 of(int number) {
        // Types 0 to 26 stand at their own place.
        if (number >= 0 && number <= R_X86_64_GOTPC32.number) {
            return ALL.get(number);
        }
        for (X86_64 type : ALL) {
            if (type.number == number) {
                return type;
            }
        }
        return UNKNOWN;
    }

    /** Whether the relocated place holds a distance from itself, so that the addend contains a bias (usually -4). */
    public boolean isPcRelative() {
        return switch (this) {
            case R_X86_64_PC32,
                    R_X86_64_PLT32,
                    R_X86_64_PC64,
                    R_X86_64_PC16,
                    R_X86_64_PC8,
                    R_X86_64_GOTPCREL,
                    R_X86_64_GOTPCRELX,
                    R_X86_64_REX_GOTPCRELX,
                    R_X86_64_GOTTPOFF,
                    R_X86_64_TLSGD,
                    R_X86_64_TLSLD -> true;
            default -> false;
        };
    }

    /** Whether the place reaches its symbol through a GOT slot. */
    public boolean usesGot() {
        return this == R_X86_64_GOTPCREL || this == R_X86_64_GOTPCRELX || this == R_X86_64_REX_GOTPCRELX;
    }
}
