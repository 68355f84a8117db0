package dev.suture.nativebridge;

import com.sun.jna.Memory;
import dev.suture.elf.Machine;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What depends on the processor where a process is traced: registers, system calls, calls and returns, and what a signal
 * leaves on a stack. Layouts and numbers are those of the kernel's UAPI headers (asm/ptrace.h, asm/sigcontext.h,
 * asm/unistd.h) and of the psABI of each.
 */
sealed interface Architecture permits X8664, Aarch64 {
    /** The architecture of a machine; empty if processes of it cannot be traced. */
    static Optional<Architecture> of(Machine machine) {
        return switch (machine) {
            case X86_64 -> Optional.of(new X8664());
            case AARCH64 -> Optional.of(new Aarch64());
            default -> Optional.empty();
        };
    }

    Machine machine();

    RegisterLayout layout();

    SystemCallNumbers systemCalls();

    CallPatterns patterns();

    /** Whether it has to be known what threads wait in before they are stopped, for {@link #restartCutShort}. */
    boolean needsWaitingCalls();

    /**
     * Puts right what the registers of a thread in an interrupt stop say of a system call that the stop made fail
     * although it did nothing. What the thread's other signals have to say goes first.
     *
     * @param waited what the thread was seen waiting in, if that {@linkplain #needsWaitingCalls has to be known}
     * @return whether they were changed
     */
    boolean restartCutShort(Registers registers, Optional<WaitingCall> waited, Ptrace ptrace, int tid);

    /**
     * Whether a thread in an interrupt stop may be about to go on with the rest of a system call in a way that its
     * registers do not show, so that it has to be let run into the call and stopped there once more before it is put
     * elsewhere.
     */
    boolean mayContinueCall(Registers registers, ProcessMemory memory);

    /**
     * Sets the registers of a stopped thread so that a system call instruction at its program counter makes this call,
     * and that the kernel restarts no other.
     */
    void prepareCall(Registers registers, long number, long... arguments);

    /** Sets the registers so that code which returns like a function enters {@code restorer} with the frame. */
    void prepareReturn(Registers registers, ReturnFrame frame, long restorer);

    /** The note type under which ptrace(2) gives what the return frame holds besides general registers. */
    int extendedState();

    /**
     * The frame that puts a thread with these registers back where it stands.
     *
     * @param restorer address of code that makes the system call rt_sigreturn
     * @param extended the thread's {@linkplain #extendedState extended state} as ptrace gives it
     * @param extendedSize its size in bytes
     * @return empty if the extended state has no form this knows
     */
    Optional<ReturnFrame> returnFrame(
            Registers registers, long signalMask, long restorer, Memory extended, int extendedSize);

    /**
     * The stack pointers of code interrupted by signals whose frames lie on a stack.
     *
     * @param stack its bytes, from an address on that is a multiple of 8
     * @param length how much of {@code stack} is filled
     * @param signalReturn address to which signal handlers return, 0 if unknown
     */
    LongStream interruptedStacks(byte[] stack, int length, long signalReturn);

    /** How many bytes before a return address {@link #callMayEnd} has to see. */
    int longestCall();

    /** Whether the last instruction of {@link #longestCall} bytes may be a call. */
    boolean callMayEnd(byte[] code);

    /**
     * The thread pointer (psABI, thread-local storage) of a stopped thread; 0 if it cannot be told.
     *
     * @param registers what {@link Registers#words} gave for the thread
     */
    long threadPointer(long[] registers, Ptrace ptrace, int tid);

    /** The bits of a return address that are no part of it but sign it; 0 if there are none. */
    long signatureBits(Ptrace ptrace, int tid);
}
