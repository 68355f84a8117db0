package dev.suture.elf;

import java.nio.ByteOrder;

/**
 * The file header (ELF gABI, "ELF Header").
 *
 * @param type what kind of file it is
 * @param machine the architecture
 * @param machineNumber the raw {@code e_machine}, which tells unknown machines apart
 * @param order byte order of everything in the file
 * @param flags {@code e_flags}, processor-specific
 * @param entry address at which a program starts, 0 if there is none
 * @param typeNumber the raw {@code e_type}
 * @param osAbi {@code e_ident[EI_OSABI]}: 0 System V, 3 GNU (the file uses IFUNC or unique symbols)
 * @param abiVersion {@code e_ident[EI_ABIVERSION]}
 */
public record ElfHeader(
        Type type,
        Machine machine,
        int machineNumber,
        ByteOrder order,
        long flags,
        long entry,
        int typeNumber,
        int osAbi,
        int abiVersion) {
    /** Size of an {@code Elf64_Ehdr} in bytes. */
    static final int SIZE = 64;

    /** {@code e_type}. */
    public enum Type {
        NONE,
        RELOCATABLE,
        EXECUTABLE,
        SHARED,
        CORE,
        OTHER;

        static Type of(int number) {
            return number >= 0 && number <= 4 ? values()[number] : OTHER;
        }
    }

    /** Checks that the bytes start with the header of an ELF64 file and gives them in the file's byte order. */
    static ElfBytes identify(ElfBytes raw) {
        if (raw.size() < SIZE || raw.u8(0) != 0x7f || raw.u8(1) != 'E' || raw.u8(2) != 'L' || raw.u8(3) != 'F') {
            throw raw.error(0, "an ELF file: 0x7f 'E' 'L' 'F' and a header of 64 bytes");
        }
        if (raw.u8(4) != 2) {
            throw raw.error(4, "class 2 (64-bit), found " + raw.u8(4));
        }
        return raw.withOrder(
                switch (raw.u8(5)) {
                    case 1 -> ByteOrder.LITTLE_ENDIAN;
                    case 2 -> ByteOrder.BIG_ENDIAN;
                    default -> throw raw.error(5, "byte order 1 (little) or 2 (big), found " + raw.u8(5));
                });
    }

    static ElfHeader read(ElfBytes bytes) {
        int type = bytes.u16(16);
        int machine = bytes.u16(18);
        return new ElfHeader(
                Type.of(type),
                Machine.of(machine),
                machine,
                bytes.order(),
                bytes.u32(48),
                bytes.i64(24),
                type,
                bytes.u8(7),
                bytes.u8(8));
    }
}
