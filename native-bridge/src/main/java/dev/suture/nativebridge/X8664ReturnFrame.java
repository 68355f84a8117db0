package dev.suture.nativebridge;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The {@link ReturnFrame} of x86_64: struct rt_sigframe (arch/x86/include/asm/sigframe.h, asm/sigcontext.h) with the
 * extended state above it. It begins with the address of the restorer, so that {@code ret} enters that.
 */
final class X8664ReturnFrame {
    /** The part of the stack below the pointer that leaf functions use (psABI, "The Stack Frame"). */
    private static final int RED_ZONE = 128;

    private static final int FRAME_SIZE = 440;
    private static final int UC_FLAGS = 8;
    private static final int SS_FLAGS = 32;
    private static final int CONTEXT = 48;
    /** Where the interrupted code segment stands, followed by others. */
    static final int SEGMENTS = CONTEXT + 18 * Long.BYTES;
    /** Where the interrupted stack pointer stands. */
    static final int STACK_POINTER = CONTEXT + 15 * Long.BYTES;

    private static final int FPSTATE = 232;
    private static final int SIGNAL_MASK = 304;

    /** UC_FP_XSTATE, UC_SIGCONTEXT_SS, UC_STRICT_RESTORE_SS. */
    private static final long ALL_FLAGS = 7;
    /**
     * No mode of sigaltstack(2): rt_sigreturn tries to set the alternate stack, ignores that it fails, and so leaves
     * it as it is; a tracer cannot read it.
     */
    private static final int INVALID_MODE = 7;

    private static final int[] GENERAL = {
        X8664.R8, X8664.R9, X8664.R10, X8664.R11, X8664.R12, X8664.R13, X8664.R14,
        X8664.R15, X8664.RDI, X8664.RSI, X8664.RBP, X8664.RBX, X8664.RDX, X8664.RAX,
        X8664.RCX, X8664.RSP, X8664.RIP, X8664.EFLAGS
    };

    /** Where the kernel's own words stand in the XSAVE area (struct _fpx_sw_bytes). */
    private static final int SOFTWARE_WORDS = 464;

    private static final int XSTATE_FEATURES = 512;
    private static final int SMALLEST_XSTATE = 576;
    private static final int ALIGNMENT = 64;
    private static final int MAGIC1 = 0x46505853;
    private static final int MAGIC2 = 0x46505845;
    /** AMX tile data: the last component, and left out of signal frames of threads that do not use it. */
    private static final long TILE_DATA = 1L << 18;

    private static final int END_WITHOUT_TILE_DATA = 2816;

    private static final int ERESTARTSYS = 512;
    private static final int ERESTARTNOINTR = 513;
    private static final int ERESTARTNOHAND = 514;
    private static final int ERESTART_RESTARTBLOCK = 516;
    private static final int SYS_RESTART = 219;
    private static final int SYSCALL_LENGTH = 2;

    private X8664ReturnFrame() {}

    /**
     * The frame for a thread with these registers.
     *
     * @param restorer address of code that makes the system call rt_sigreturn
     * @param extended the thread's XSAVE area as ptrace gives it
     * @param extendedSize its size in bytes
     * @return empty if the extended state has no form this knows
     */
    static Optional<ReturnFrame> of(
            Registers registers, long signalMask, long restorer, Memory extended, int extendedSize) {
        if (extendedSize < SMALLEST_XSTATE) {
            return Optional.empty();
        }
        long features = extended.getLong(SOFTWARE_WORDS); // ptrace puts XCR0 there
        int size = extendedSize;
        if ((features & TILE_DATA) != 0 && (extended.getLong(XSTATE_FEATURES) & TILE_DATA) == 0) {
            size = Math.min(size, END_WITHOUT_TILE_DATA);
            features &= ~TILE_DATA;
        }
        long top = registers.get(X8664.RSP) - RED_ZONE;
        long fpstate = (top - size - Integer.BYTES) & -ALIGNMENT;
        long address = ((fpstate - FRAME_SIZE) & -16L) - Long.BYTES;
        ByteBuffer out = ByteBuffer.allocate((int) (fpstate - address) + size + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(0, restorer).putLong(UC_FLAGS, ALL_FLAGS).putInt(SS_FLAGS, INVALID_MODE);
        out.position(CONTEXT);
        for (int register : GENERAL) {
            out.putLong(restarted(register, registers));
        }
        out.position(SEGMENTS);
        for (int segment : new int[] {X8664.CS, X8664.GS, X8664.FS, X8664.SS}) {
            out.putShort((short) registers.get(segment));
        }
        out.putLong(FPSTATE, fpstate).putLong(SIGNAL_MASK, signalMask);
        int area = (int) (fpstate - address);
        out.put(area, extended.getByteArray(0, size));
        out.putInt(area + SOFTWARE_WORDS, MAGIC1).putInt(area + SOFTWARE_WORDS + 4, size + Integer.BYTES);
        out.putLong(area + SOFTWARE_WORDS + 8, features).putInt(area + SOFTWARE_WORDS + 16, size);
        out.putInt(area + size, MAGIC2);
        return Optional.of(new ReturnFrame(address, out.array()));
    }

    /**
     * A register's value, with an interrupted system call set up to be made again, since rt_sigreturn does not restart
     * any. A call that continues with the rest of its time (nanosleep) can only report EINTR then.
     */
    private static long restarted(int register, Registers registers) {
        long call = registers.get(X8664.ORIG_RAX);
        long result = registers.get(X8664.RAX);
        boolean block = result == -ERESTART_RESTARTBLOCK;
        boolean again = result == -ERESTARTSYS || result == -ERESTARTNOINTR || result == -ERESTARTNOHAND;
        if (call < 0 || !(block || again)) {
            return registers.get(register);
        }
        return switch (register) {
            case X8664.RAX -> block ? SYS_RESTART : call;
            case X8664.RIP -> registers.get(X8664.RIP) - SYSCALL_LENGTH;
            default -> registers.get(register);
        };
    }
}
