package dev.suture.elf.asm;

import dev.suture.elf.Machine;
import java.util.List;

/**
 * Turns machine code into instructions. Implementations are found with {@link java.util.ServiceLoader} and are safe for
 * use by several threads.
 */
public interface Disassembler {
    /** What people know it by, with its version, e.g. {@code Capstone 4.0.2}. */
    String name();

    /** Whether this disassembler can be used for the machine here and now (its library or program is present). */
    boolean supports(Machine machine);

    /** Preference among the ones that support a machine: the highest is taken. */
    int priority();

    /**
     * Decodes all of {@code code}. The instructions cover it without gap or overlap and in ascending order; bytes that
     * are no instruction come as {@code .byte} rows.
     *
     * @param address the address of the first byte, from which branch targets are computed
     * @throws IllegalArgumentException if the machine is not {@linkplain #supports supported}
     */
    List<Instruction> disassemble(Machine machine, byte[] code, long address);
}
