package dev.suture.upatch.abi;

import dev.suture.elf.Machine;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What of a patch depends on the processor, as its psABI has it. Code and addresses are little-endian; addresses are those
 * of the process, lengths in bytes.
 */
public sealed interface ProcessorAbi permits X8664Abi, AArch64Abi {
    /** The ABI of a machine; empty if programs of it cannot be patched. */
    static Optional<ProcessorAbi> of(Machine machine) {
        return switch (machine) {
            case X86_64 -> Optional.of(new X8664Abi());
            case AARCH64 -> Optional.of(new AArch64Abi());
            default -> Optional.empty();
        };
    }

    Machine machine();

    /** What a relocation type asks for; empty if it cannot be relocated into a running process. */
    Optional<RelocationForm> form(int type);

    /**
     * Writes a relocated value.
     *
     * @param image the patch
     * @param at offset of the place in {@code image}
     * @param type of a {@linkplain #form form} that is known
     * @param value what the form's {@linkplain RelocationForm.Need need} is, with the addend
     * @param place address of the place
     * @throws OutOfReachException if the place cannot hold it
     */
    void apply(ByteBuffer image, int at, int type, long value, long place);

    /** The type of a relocation that writes an address of eight bytes. */
    int addressType();

    /** What a relocation that the dynamic linker has carried out says its place holds. */
    DynamicSlot dynamicSlot(int type);

    /**
     * The offset from the thread pointer of a variable of the program's own thread-local block.
     *
     * @param value its offset in the block
     * @param size of the block
     * @param alignment of the block, at least 1
     */
    long threadOffset(long value, long size, long alignment);

    /** Bytes kept for a stub; a multiple of the alignment code needs. */
    int stubSize();

    /**
     * Code that goes where a slot says; registers that calls may change at will between caller and callee aside, it
     * changes nothing. The slot may be one of the target's that is not bound yet.
     *
     * @throws OutOfReachException if the slot is too far away
     */
    byte[] slotStub(long place, long slot);

    /**
     * Whether what a slot for calls holds before it is bound is code that may be gone to from anywhere; otherwise only
     * by way of that very slot.
     */
    boolean unboundSlotsHoldCode();

    /** Whether a call may not reach code of the target from a patch beside it, so that it needs a stub in between. */
    boolean callsNeedVeneers();

    /** Whether a branch of this relocation type reaches so far. */
    boolean reaches(int type, long place, long destination);

    /**
     * Code that goes to an address.
     *
     * @throws OutOfReachException if it is too far away
     */
    byte[] veneer(long place, long destination);

    /**
     * The jump that leads from a function to its replacement, in the shortest form that reaches. What the processor
     * demands of a function's first instruction, when it is called through a pointer, still holds.
     *
     * @param code the function's first bytes, all of them or at least {@link #LONGEST_JUMP}
     * @throws OutOfReachException if no form reaches
     */
    byte[] jump(long from, long to, byte[] code);

    /** No jump is longer: SysCare's header has room for as many of the replaced bytes. */
    int LONGEST_JUMP = 16;

    /** The shortest instruction that does nothing but come back to itself. */
    byte[] spin();

    /** How far a patch may be from any place of its target, so that the shortest jump reaches it. */
    long jumpReach();

    /** How far it may be at most, so that it reaches the target's data and jumps reach it. */
    long reach();

    /** The first address that programs cannot have. */
    long highestAddress();
}
