package dev.suture.elf.asm;

import dev.suture.elf.Machine;
import java.util.Optional;

/**
 * The cheap pass over machine code: where instructions begin and which of them hold distances, without text and without
 * a library. Stateless.
 */
public interface CodeScanner {
    /** Told of each instruction, in ascending order. */
    interface Visitor {
        /** An instruction; bytes that are none come as instructions of length 1 (x86) or 4. */
        default void instruction(int offset, int length) {}

        /**
         * A displacement from a register or from nothing, or an immediate operand, of four bytes in the instruction that
         * was just told of: in code with fixed addresses it may be one of them. x86 only.
         *
         * @param field byte offset of the number
         * @param value the number, sign-extended as the processor does
         * @param threadLocal whether it counts from the base of the FS segment
         */
        default void number(int field, int value, boolean threadLocal) {}

        /** The distance in the instruction that was just told of, if it has one. */
        void reference(CodeReference reference);
    }

    /** Goes through {@code code[from, to)}; an instruction that runs over the end is cut off there. */
    void scan(byte[] code, int from, int to, Visitor visitor);

    /** The scanner for a machine; empty where Suture has none. */
    static Optional<CodeScanner> forMachine(Machine machine) {
        return switch (machine) {
            case X86_64 -> Optional.of(new X86Scanner());
            case AARCH64 -> Optional.of(new AArch64Scanner());
            case RISCV, PPC64, S390, LOONGARCH, OTHER -> Optional.empty();
        };
    }
}
