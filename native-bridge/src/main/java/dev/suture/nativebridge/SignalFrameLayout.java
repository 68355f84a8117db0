package dev.suture.nativebridge;

import dev.suture.elf.unwind.DwarfRegisters;
import java.util.Arrays;

/**
 * Where a thread's registers stand when a signal handler has returned to the code that makes the system call
 * rt_sigreturn: for code of that kind without unwind records. In bytes from the stack pointer there (struct rt_sigframe
 * and struct sigcontext of the kernel: arch/x86/include/uapi/asm/sigcontext.h, arch/arm64/include/uapi/asm/sigcontext.h).
 */
final class SignalFrameLayout {
    /** {@code uc_mcontext} behind uc_flags, uc_link and uc_stack. */
    private static final int X86_CONTEXT = 40;
    /** r8 to r15, di, si, bp, bx, dx, ax, cx, sp by their DWARF numbers; ip follows. */
    private static final int[] X86_ORDER = {8, 9, 10, 11, 12, 13, 14, 15, 5, 4, 6, 3, 1, 0, 2, 7};

    /** siginfo, then the context behind uc_flags, uc_link, uc_stack, the mask and what is kept free for it. */
    private static final int ARM_CONTEXT = 128 + 176;
    /** Behind the fault address: x0 to x30, sp; pc follows. */
    private static final int ARM_REGISTERS = ARM_CONTEXT + Long.BYTES;

    private static final int ARM_COUNT = 32;

    private final int[] registers;
    private final int pc;

    private SignalFrameLayout(int[] registers, int pc) {
        this.registers = registers;
        this.pc = pc;
    }

    static SignalFrameLayout of(DwarfRegisters machine) {
        return switch (machine) {
            case X86_64 -> {
                int[] registers = new int[X86_ORDER.length];
                for (int i = 0; i < X86_ORDER.length; i++) {
                    registers[X86_ORDER[i]] = X86_CONTEXT + i * Long.BYTES;
                }
                yield new SignalFrameLayout(registers, X86_CONTEXT + X86_ORDER.length * Long.BYTES);
            }
            case AARCH64 -> {
                int[] registers = new int[ARM_COUNT];
                Arrays.setAll(registers, i -> ARM_REGISTERS + i * Long.BYTES);
                yield new SignalFrameLayout(registers, ARM_REGISTERS + ARM_COUNT * Long.BYTES);
            }
        };
    }

    /** How many registers the frame holds; their DWARF numbers are 0 to one less. */
    int count() {
        return registers.length;
    }

    /** Where a register stands, by its DWARF number. */
    int offset(int register) {
        return registers[register];
    }

    /** Where the interrupted program counter stands: behind all registers. */
    int pc() {
        return pc;
    }
}
