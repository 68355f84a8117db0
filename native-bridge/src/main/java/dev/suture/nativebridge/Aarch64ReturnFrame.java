package dev.suture.nativebridge;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The {@link ReturnFrame} of AArch64: struct rt_sigframe (arch/arm64/kernel/signal.c), a siginfo and a ucontext whose
 * sigcontext (asm/sigcontext.h) ends in records: floating point registers, then a record of zeros. rt_sigreturn takes it
 * at the stack pointer. The kernel has prepared what is to be restarted before it stopped the thread, so the registers
 * go in as they are.
 */
final class Aarch64ReturnFrame {
    private static final int UCONTEXT = 128;
    static final int SS_FLAGS = UCONTEXT + 24;
    static final int SIGNAL_MASK = UCONTEXT + 40;
    private static final int CONTEXT = UCONTEXT + 176;
    /** Behind the address of a fault: x0 to x30, sp, pc, pstate, as in struct user_pt_regs. */
    static final int REGISTERS = CONTEXT + 8;

    /** Where the interrupted stack pointer stands. */
    static final int STACK_POINTER = REGISTERS + Aarch64.SP;

    /** Where the records begin, aligned to 16 bytes. */
    static final int RECORDS = CONTEXT + 288;

    /** FPSIMD_MAGIC, and a record of 528 bytes: head, fpsr, fpcr, v0 to v31. */
    private static final int FPSIMD_MAGIC = 0x46508001;

    private static final int FPSIMD_SIZE = 528;
    private static final int FPSIMD_VECTORS = 16;
    /** Magic and size as one word. */
    static final long FIRST_HEAD = (long) FPSIMD_SIZE << 32 | FPSIMD_MAGIC;

    /** What ptrace(2) gives as NT_PRFPREG: v0 to v31, fpsr, fpcr (struct user_fpsimd_state). */
    private static final int STATE_SIZE = 528;

    private static final int STATE_FPSR = 512;
    private static final int STATE_FPCR = 516;

    private static final int END_RECORD = 8;
    private static final int SIZE = RECORDS + FPSIMD_SIZE + END_RECORD;

    /** See {@link X8664ReturnFrame}: no mode of sigaltstack(2), so that the alternate stack stays as it is. */
    private static final int INVALID_MODE = 7;

    private Aarch64ReturnFrame() {}

    static Optional<ReturnFrame> of(Registers registers, long signalMask, Memory extended, int extendedSize) {
        if (extendedSize != STATE_SIZE) {
            return Optional.empty();
        }
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(SS_FLAGS, INVALID_MODE).putLong(SIGNAL_MASK, signalMask);
        for (int register = 0; register <= Aarch64.PSTATE; register += Long.BYTES) {
            out.putLong(REGISTERS + register, registers.get(register));
        }
        out.putLong(RECORDS, FIRST_HEAD);
        out.putInt(RECORDS + 8, extended.getInt(STATE_FPSR));
        out.putInt(RECORDS + 12, extended.getInt(STATE_FPCR));
        out.put(RECORDS + FPSIMD_VECTORS, extended.getByteArray(0, STATE_FPSR));
        // AAPCS64 has nothing below the stack pointer in use, and keeps the pointer at multiples of 16.
        return Optional.of(new ReturnFrame((registers.sp() - SIZE) & -16L, out.array()));
    }
}
