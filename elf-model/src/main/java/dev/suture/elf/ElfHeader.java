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
 */
public record ElfHeader(Type type, Machine machine, int machineNumber, ByteOrder order, long flags, long entry) {
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
}
