package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** A struct user_regs_struct of x86_64 (sys/user.h) in native memory. */
final class Registers {
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

    private static final int SIZE = 216;
    /** Where the arguments of a system call stand, in order (syscall(2)). */
    private static final int[] ARGUMENTS = {RDI, RSI, RDX, R10, R8, R9};

    private final Memory memory = new Memory(SIZE);

    long address() {
        return Pointer.nativeValue(memory);
    }

    long get(int register) {
        return memory.getLong(register);
    }

    void set(int register, long value) {
        memory.setLong(register, value);
    }

    void copyFrom(Registers other) {
        memory.write(0, other.memory.getByteArray(0, SIZE), 0, SIZE);
    }

    void setArguments(long... arguments) {
        for (int i = 0; i < ARGUMENTS.length; i++) {
            set(ARGUMENTS[i], i < arguments.length ? arguments[i] : 0);
        }
    }
}
