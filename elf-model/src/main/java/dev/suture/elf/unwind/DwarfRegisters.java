package dev.suture.elf.unwind;

import dev.suture.elf.Machine;
import java.util.Optional;

/** The numbers DWARF gives to a machine's registers, and what the psABI says of the registers that unwinding needs. */
public enum DwarfRegisters {
    /** System V psABI, AMD64 supplement, figure "DWARF Register Number Mapping"; 16 is the return address. */
    X86_64(Machine.X86_64, 7, 17, callee(3, 6, 12, 13, 14, 15), -1L) {
        private static final String[] NAMES = {"rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp"};

        @Override
        public String name(int register) {
            if (register < 8) {
                return NAMES[register];
            }
            return switch (register) {
                case 8, 9, 10, 11, 12, 13, 14, 15 -> "r" + register;
                case 16 -> "rip";
                default -> register < 33 ? "xmm" + (register - 17) : "r" + register;
            };
        }
    },
    /** DWARF for the Arm 64-bit Architecture, "DWARF register names"; 34 is RA_SIGN_STATE. */
    AARCH64(
            Machine.AARCH64,
            31,
            35,
            callee(19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29),
            // The authentication code of a user's address stands above its 48 bits and in none below.
            0x0000_ffff_ffff_ffffL) {
        @Override
        public String name(int register) {
            return switch (register) {
                case 31 -> "sp";
                case 32 -> "pc";
                case 34 -> "ra_sign_state";
                default ->
                    register < 31
                            ? "x" + register
                            : register > 63 && register < 96 ? "v" + (register - 64) : "r" + register;
            };
        }
    };

    private final Machine machine;
    private final int stackPointer;
    private final int count;
    private final long calleeSaved;
    private final long addressBits;

    DwarfRegisters(Machine machine, int stackPointer, int count, long calleeSaved, long addressBits) {
        this.machine = machine;
        this.stackPointer = stackPointer;
        this.count = count;
        this.calleeSaved = calleeSaved;
        this.addressBits = addressBits;
    }

    private static long callee(int... registers) {
        long mask = 0;
        for (int register : registers) {
            mask |= 1L << register;
        }
        return mask;
    }

    /** The registers of a machine; empty for one whose numbers are not known here. */
    public static Optional<DwarfRegisters> of(Machine machine) {
        for (DwarfRegisters registers : values()) {
            if (registers.machine == machine) {
                return Optional.of(registers);
            }
        }
        return Optional.empty();
    }

    public Machine machine() {
        return machine;
    }

    /** The number of the stack pointer. */
    public int stackPointer() {
        return stackPointer;
    }

    /** How many registers are followed from frame to frame: the general ones, from number 0 on. */
    public int count() {
        return count;
    }

    /** The name people use; a number behind an r where there is none. */
    public abstract String name(int register);

    /** The registers, one bit each, that hold in the caller what they hold in a function that says nothing of them. */
    long calleeSaved() {
        return calleeSaved;
    }

    /** The bits of a return address that are left when its authentication code is taken away. */
    long addressBits() {
        return addressBits;
    }
}
