package dev.suture.nativebridge;

import com.sun.jna.Memory;
import dev.suture.elf.Machine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** x86_64. Registers are offsets in its struct user_regs_struct (sys/user.h). */
final class X8664 implements Architecture {
    static final int R15 = 0;
    static final int R14 = 8;
    static final int R13 = 16;
    static final int R12 = 24;
    static final int RBP = 32;
    static final int RBX = 40;
    static final int R11 = 48;
    static final int R10 = 56;
    static final int R9 = 64;
    static final int R8 = 72;
    static final int RAX = 80;
    static final int RCX = 88;
    static final int RDX = 96;
    static final int RSI = 104;
    static final int RDI = 112;
    static final int ORIG_RAX = 120;
    static final int RIP = 128;
    static final int CS = 136;
    static final int EFLAGS = 144;
    static final int RSP = 152;
    static final int SS = 160;
    static final int FS_BASE = 168;
    static final int FS = 200;
    static final int GS = 208;

    /** A call puts the return address on the stack; DWARF numbers as in the psABI, figure 3.36. */
    static final RegisterLayout LAYOUT = new RegisterLayout(
            216,
            RIP,
            RSP,
            RBP,
            RAX,
            List.of(RDI, RSI, RDX, R10, R8, R9),
            List.of(),
            List.of(RAX, RDX, RCX, RBX, RSI, RDI, RBP, RSP, R8, R9, R10, R11, R12, R13, R14, R15, RIP));

    private static final SystemCallNumbers SYSTEM_CALLS = new SystemCallNumbers(9, 10, 11, 15, 0xc000003e);
    /** The restorer is what glibc and musl give the kernel: {@code mov $15,%rax} with a 32-bit immediate, syscall. */
    private static final CallPatterns PATTERNS =
            new CallPatterns(1, new byte[] {0x0f, 0x05, (byte) 0xc3}, new byte[] {0x0f, 0x05}, new byte[] {
                0x48, (byte) 0xc7, (byte) 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05
            });

    private static final int NT_X86_XSTATE = 0x202;

    /** call rel32, and the first opcode byte of call r/m64, which has 2 to 7 bytes and maybe a prefix. */
    private static final byte CALL = (byte) 0xe8;

    private static final int CALL_LENGTH = 5;
    private static final byte CALL_INDIRECT = (byte) 0xff;
    private static final int LONGEST_CALL = 8;

    /** __USER_CS (arch/x86/include/asm/segment.h). */
    private static final int USER_CODE_SEGMENT = 0x33;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public Machine machine() {
        return Machine.X86_64;
    }

    @Override
    public RegisterLayout layout() {
        return LAYOUT;
    }

    @Override
    public SystemCallNumbers systemCalls() {
        return SYSTEM_CALLS;
    }

    @Override
    public CallPatterns patterns() {
        return PATTERNS;
    }

    /** No: the registers of a stopped thread tell all. */
    @Override
    public boolean needsWaitingCalls() {
        return false;
    }

    @Override
    public boolean restartCutShort(Registers registers, Optional<WaitingCall> waited, Ptrace ptrace, int tid) {
        return CutShort.restart(registers);
    }

    /** No: orig_rax and the error in rax show it. */
    @Override
    public boolean mayContinueCall(Registers registers, ProcessMemory memory) {
        return false;
    }

    @Override
    public void prepareCall(Registers registers, long number, long... arguments) {
        registers.set(RAX, number);
        // Not inside a system call: keeps the kernel from "restarting" one with these registers.
        registers.set(ORIG_RAX, -1);
        registers.setArguments(arguments);
    }

    @Override
    public void prepareReturn(Registers registers, ReturnFrame frame, long restorer) {
        registers.set(RSP, frame.address()); // the frame begins with the address of the restorer
    }

    @Override
    public int extendedState() {
        return NT_X86_XSTATE;
    }

    @Override
    public Optional<ReturnFrame> returnFrame(
            Registers registers, long signalMask, long restorer, Memory extended, int extendedSize) {
        return X8664ReturnFrame.of(registers, signalMask, restorer, extended, extendedSize);
    }

    /**
     * A word that is the handler's return address begins a signal frame, which holds the interrupted stack pointer, if the
     * code segment there is that of programs: sigaction(2) leaves the same word on stacks.
     */
    @Override
    public LongStream interruptedStacks(byte[] stack, int length, long signalReturn) {
        LongStream.Builder found = LongStream.builder();
        int last = signalReturn == 0 ? -1 : length - X8664ReturnFrame.SEGMENTS - Long.BYTES;
        for (int i = 0; i <= last; i += Long.BYTES) {
            if ((long) WORDS.get(stack, i) == signalReturn
                    && (short) (long) WORDS.get(stack, i + X8664ReturnFrame.SEGMENTS) == USER_CODE_SEGMENT) {
                found.add((long) WORDS.get(stack, i + X8664ReturnFrame.STACK_POINTER));
            }
        }
        return found.build();
    }

    @Override
    public int longestCall() {
        return LONGEST_CALL;
    }

    @Override
    public boolean callMayEnd(byte[] code) {
        boolean indirect = false;
        for (int i = 0; i < LONGEST_CALL - 1; i++) {
            indirect |= code[i] == CALL_INDIRECT;
        }
        return indirect || code[LONGEST_CALL - CALL_LENGTH] == CALL;
    }

    @Override
    public long threadPointer(long[] registers, Ptrace ptrace, int tid) {
        return registers[FS_BASE / Long.BYTES];
    }

    @Override
    public long signatureBits(Ptrace ptrace, int tid) {
        return 0;
    }
}
