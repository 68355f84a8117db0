package dev.suture.upatch.format;

import dev.suture.elf.Machine;
import java.util.List;

/**
 * The machine code that tells the C++ runtime how to unwind a patch: threads run it themselves when they first enter the
 * patch, since the runtime takes locks and memory for it, which nobody may do on behalf of a stopped thread.
 */
sealed interface UnwindCode permits X8664UnwindCode, AArch64UnwindCode {
    /** @throws IllegalArgumentException for machines whose programs cannot be patched */
    static UnwindCode of(Machine machine) {
        return switch (machine) {
            case X86_64 -> new X8664UnwindCode();
            case AARCH64 -> new AArch64UnwindCode();
            default -> throw new IllegalArgumentException("no patches for " + machine.label());
        };
    }

    /**
     * A place to be relocated.
     *
     * @param offset in bytes
     * @param type of the relocation
     */
    record Field(int offset, int type, long addend) {}

    /** Registers the records, once: what {@code src/main/assembly} has under the machine's name. */
    byte[] registration();

    /** Places of {@link #registration} that refer to the state byte. */
    List<Field> toState();

    /** Places of {@link #registration} that refer to the unwind records. */
    List<Field> toRecords();

    /** Places of {@link #registration} that call {@code __register_frame}. */
    List<Field> toRegisterFrame();

    /** Bytes in front of a replacement with an alignment of {@code alignment} bytes. */
    int entrySize(long alignment);

    /**
     * What stands in front of a replacement: unless the state says that the records are registered, it calls what
     * registers them, with all registers kept that a function may be called with. Then it goes on to the function.
     *
     * @param size its bytes, a {@linkplain #entrySize multiple of the alignment}
     */
    byte[] entry(int size);

    /** Places of {@link #entry} that refer to the state byte. */
    List<Field> entryToState();

    /** Places of {@link #entry} that call {@link #registration}. */
    List<Field> entryToRegistration();
}
