package dev.suture.elf;

import java.util.Optional;

/**
 * What a relocation of data does to the place it applies to, as far as one can say without a link map: the types with
 * which compilers write addresses, offsets and differences into data and debugging information.
 *
 * @param size bytes of the place
 * @param signed whether the addend in the place is signed (it matters for places of less than 8 bytes)
 * @param operation what is computed
 */
public record RelocationField(int size, boolean signed, Operation operation) {
    /** In the formulas of the psABIs S is the symbol's value, A the addend, P the place's own address. */
    public enum Operation {
        /** S + A. */
        ABSOLUTE,
        /** S + A - P. */
        PC_RELATIVE,
        /** The place's value + S + A (RISC-V, LoongArch: first half of a difference). */
        ADD,
        /** The place's value - S - A (second half of a difference). */
        SUBTRACT
    }

    /** What the type does; empty for types that patch instructions or need a GOT, a PLT or a thread-local layout. */
    public static Optional<RelocationField> of(Machine machine, int type) {
        return switch (machine) {
            case X86_64 -> x86(type);
            case AARCH64 -> aarch64(type);
            case RISCV -> riscv(type);
            case LOONGARCH -> loongarch(type);
            case PPC64 -> ppc64(type);
            case S390 -> s390(type);
            case OTHER -> Optional.empty();
        };
    }

    private static Optional<RelocationField> x86(int type) {
        return switch (X86_64.of(type)) {
            case R_X86_64_64 -> absolute(8, true);
            case R_X86_64_32 -> absolute(4, false);
            case R_X86_64_32S -> absolute(4, true);
            case R_X86_64_16 -> absolute(2, false);
            case R_X86_64_8 -> absolute(1, false);
            case R_X86_64_PC64 -> relative(8);
            case R_X86_64_PC32, R_X86_64_PLT32 -> relative(4);
            case R_X86_64_PC16 -> relative(2);
            case R_X86_64_PC8 -> relative(1);
            default -> Optional.empty();
        };
    }

    private static Optional<RelocationField> aarch64(int type) {
        return switch (type) {
            case 257 -> absolute(8, true);
            case 258 -> absolute(4, true);
            case 259 -> absolute(2, true);
            case 260 -> relative(8);
            case 261 -> relative(4);
            case 262 -> relative(2);
            default -> Optional.empty();
        };
    }

    private static Optional<RelocationField> riscv(int type) {
        return switch (type) {
            case 1 -> absolute(4, true);
            case 2 -> absolute(8, true);
            case 33, 34, 35, 36 -> part(1 << (type - 33), Operation.ADD);
            case 37, 38, 39, 40 -> part(1 << (type - 37), Operation.SUBTRACT);
            case 54, 55, 56 -> absolute(1 << (type - 54), false);
            case 57 -> relative(4);
            default -> Optional.empty();
        };
    }

    private static Optional<RelocationField> loongarch(int type) {
        return switch (type) {
            case 1 -> absolute(4, true);
            case 2 -> absolute(8, true);
            case 47 -> part(1, Operation.ADD);
            case 48 -> part(2, Operation.ADD);
            case 50 -> part(4, Operation.ADD);
            case 51 -> part(8, Operation.ADD);
            case 52 -> part(1, Operation.SUBTRACT);
            case 53 -> part(2, Operation.SUBTRACT);
            case 55 -> part(4, Operation.SUBTRACT);
            case 56 -> part(8, Operation.SUBTRACT);
            case 99 -> relative(4);
            default -> Optional.empty();
        };
    }

    private static Optional<RelocationField> ppc64(int type) {
        return switch (type) {
            case 1, 24 -> absolute(4, true);
            case 3, 25 -> absolute(2, true);
            case 38, 43 -> absolute(8, true);
            case 26 -> relative(4);
            case 44 -> relative(8);
            default -> Optional.empty();
        };
    }

    private static Optional<RelocationField> s390(int type) {
        return switch (type) {
            case 1 -> absolute(1, true);
            case 3 -> absolute(2, true);
            case 4 -> absolute(4, true);
            case 22 -> absolute(8, true);
            case 5 -> relative(4);
            case 16 -> relative(2);
            case 23 -> relative(8);
            default -> Optional.empty();
        };
    }

    private static Optional<RelocationField> absolute(int size, boolean signed) {
        return Optional.of(new RelocationField(size, signed, Operation.ABSOLUTE));
    }

    private static Optional<RelocationField> relative(int size) {
        return Optional.of(new RelocationField(size, true, Operation.PC_RELATIVE));
    }

    private static Optional<RelocationField> part(int size, Operation operation) {
        return Optional.of(new RelocationField(size, false, operation));
    }

    /**
     * The addend that stands in the place itself, as SHT_REL sections have it.
     *
     * @throws ElfFormatException if the place lies outside the contents
     */
    public long addendIn(ElfBytes contents, long offset) {
        return switch (size) {
            case 1 -> signed ? (byte) contents.u8(offset) : contents.u8(offset);
            case 2 -> signed ? (short) contents.u16(offset) : contents.u16(offset);
            case 4 -> signed ? contents.i32(offset) : contents.u32(offset);
            default -> contents.i64(offset);
        };
    }
}
