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
