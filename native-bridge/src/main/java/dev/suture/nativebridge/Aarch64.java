package dev.suture.nativebridge;

import com.sun.jna.Memory;
import dev.suture.elf.Machine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * AArch64, little-endian. Registers are offsets in its struct user_pt_regs (asm/ptrace.h): x0 to x30, sp, pc, pstate.
 */
final class Aarch64 implements Architecture {
    /** The first argument of a system call, and its result. */
    static final int X0 = 0;
    /** The number of a system call. */
    static final int X8 = 8 * Long.BYTES;

    static final int FRAME_POINTER = 29 * Long.BYTES;
    static final int LINK = 30 * Long.BYTES;
    static final int SP = 31 * Long.BYTES;
    static final int PC = 32 * Long.BYTES;
    static final int PSTATE = 33 * Long.BYTES;

    private static final List<Integer> GENERAL =
            IntStream.rangeClosed(0, 30).map(n -> n * Long.BYTES).boxed().toList();

    /**
     * bl leaves the return address in x30, whence functions move it where they like: any register may hold it. DWARF
     * numbers as in AADWARF64, of which 31 is sp and 32 pc.
     */
    static final RegisterLayout LAYOUT = new RegisterLayout(
            34 * Long.BYTES,
            PC,
            SP,
            FRAME_POINTER,
            X0,
            GENERAL.subList(0, 6),
            GENERAL,
            IntStream.rangeClosed(0, 32).map(n -> n * Long.BYTES).boxed().toList());

    private static final SystemCallNumbers SYSTEM_CALLS = new SystemCallNumbers(222, 226, 215, 139, 0xc00000b7);

    private static final int SVC = 0xd4000001;
    private static final int RET = 0xd65f03c0;
    /** {@code mov x8, #139}: rt_sigreturn, in the vdso or a C library. */
    private static final int MOV_SIGRETURN = 0xd2801168;

    private static final CallPatterns PATTERNS =
            new CallPatterns(Integer.BYTES, code(SVC, RET), code(SVC), code(MOV_SIGRETURN, SVC));

    /** Floating point and vector registers; general names of ptrace notes as in linux/elf.h. */
    private static final int NT_PRFPREG = 2;

    private static final int NT_ARM_TLS = 0x401;
    private static final int NT_ARM_PAC_MASK = 0x406;

    /** Set between an indirect branch and its landing pad (Arm ARM, PSTATE.BTYPE): a system call there would be a fault. */
    private static final long BRANCH_TYPE = 0xc00;

    private static final int BL_MASK = 0xfc000000;
    private static final int BL = 0x94000000;
    /** blr, and blraa to blrabz, which authenticate the address. */
    private static final int BLR_MASK = 0xfefff000;

    private static final int BLR = 0xd63f0000;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INSTRUCTION =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static byte[] code(int... instructions) {
        ByteBuffer code =
                ByteBuffer.allocate(instructions.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int instruction : instructions) {
            code.putInt(instruction);
        }
        return code.array();
    }

    @Override
    public Machine machine() {
        return Machine.AARCH64;
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

    /** Yes: what x0 held before the call is no longer to be seen. */
    @Override
    public boolean needsWaitingCalls() {
        return true;
    }

    /** A signal that waits gets its way: its handler is to run, and the call to report that one did. */
    @Override
    public boolean restartCutShort(Registers registers, Optional<WaitingCall> waited, Ptrace ptrace, int tid) {
        return waited.isPresent() && !ptrace.hasPendingSignal(tid) && Aarch64Restart.again(registers, waited.get());
    }

    @Override
    public boolean mayContinueCall(Registers registers, ProcessMemory memory) {
        byte[] code = new byte[Integer.BYTES];
        return Aarch64Restart.mayBeRest(registers)
                && memory.readSome(registers.pc(), code, 0, code.length) == code.length
                && Arrays.equals(code, PATTERNS.systemCall());
    }

    /** The kernel restarts a call only if the program counter is still on its instruction. */
    @Override
    public void prepareCall(Registers registers, long number, long... arguments) {
        registers.set(X8, number);
        registers.set(PSTATE, registers.get(PSTATE) & ~BRANCH_TYPE);
        registers.setArguments(arguments);
    }

    @Override
    public void prepareReturn(Registers registers, ReturnFrame frame, long restorer) {
        registers.set(SP, frame.address());
        registers.set(LINK, restorer);
    }

    @Override
    public int extendedState() {
        return NT_PRFPREG;
    }

    @Override
    public Optional<ReturnFrame> returnFrame(
            Registers registers, long signalMask, long restorer, Memory extended, int extendedSize) {
        return Aarch64ReturnFrame.of(registers, signalMask, extended, extendedSize);
    }

    /**
     * The record of floating point registers is the first of a signal frame's, and its head is like no other word. Where
     * the handler returns to does not tell: it stands in a register, or anywhere below the frame.
     */
    @Override
    public LongStream interruptedStacks(byte[] stack, int length, long signalReturn) {
        LongStream.Builder found = LongStream.builder();
        for (int i = Aarch64ReturnFrame.RECORDS; i + Long.BYTES <= length; i += Long.BYTES) {
            if ((long) WORDS.get(stack, i) == Aarch64ReturnFrame.FIRST_HEAD) {
                int pointer = i - Aarch64ReturnFrame.RECORDS + Aarch64ReturnFrame.STACK_POINTER;
                found.add((long) WORDS.get(stack, pointer));
            }
        }
        return found.build();
    }

    @Override
    public int longestCall() {
        return Integer.BYTES;
    }

    @Override
    public boolean callMayEnd(byte[] code) {
        int instruction = (int) INSTRUCTION.get(code, 0);
        return (instruction & BL_MASK) == BL || (instruction & BLR_MASK) == BLR;
    }

    @Override
    public long threadPointer(long[] registers, Ptrace ptrace, int tid) {
        long[] set = ptrace.registerSet(tid, NT_ARM_TLS, 1);
        return set.length == 0 ? 0 : set[0];
    }

    /** What pointer authentication uses of a code address (asm/ptrace.h, struct user_pac_mask: data, then code). */
    @Override
    public long signatureBits(Ptrace ptrace, int tid) {
        long[] masks = ptrace.registerSet(tid, NT_ARM_PAC_MASK, 2);
        return masks.length < 2 ? 0 : masks[1];
    }
}
