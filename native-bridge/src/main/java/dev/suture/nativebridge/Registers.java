package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** The general registers of a thread in native memory, as ptrace(2) gives and takes them (NT_PRSTATUS). */
final class Registers {
    /** A struct iovec stands in front of them, as PTRACE_GETREGSET wants it. */
    private static final int VECTOR = 16;

    private final RegisterLayout layout;
    private final Memory memory;

    Registers(RegisterLayout layout) {
        this.layout = layout;
        this.memory = new Memory(VECTOR + layout.size());
        memory.setLong(0, Pointer.nativeValue(memory) + VECTOR);
        memory.setLong(Long.BYTES, layout.size());
    }

    /** Address of a struct iovec that describes them. */
    long vector() {
        return Pointer.nativeValue(memory);
    }

    /** @param register its offset in the {@link RegisterLayout} */
    long get(int register) {
        return memory.getLong(VECTOR + register);
    }

    void set(int register, long value) {
        memory.setLong(VECTOR + register, value);
    }

    long pc() {
        return get(layout.pc());
    }

    long sp() {
        return get(layout.sp());
    }

    long fp() {
        return get(layout.fp());
    }

    /** What a system call has returned. */
    long result() {
        return get(layout.result());
    }

    /** All of them, one of eight bytes after the other. */
    long[] words() {
        return memory.getLongArray(VECTOR, layout.size() / Long.BYTES);
    }

    RegisterLayout layout() {
        return layout;
    }

    void copyFrom(Registers other) {
        memory.write(VECTOR, other.memory.getByteArray(VECTOR, layout.size()), 0, layout.size());
    }

    /** Sets the arguments of a system call; those not given are 0. */
    void setArguments(long... arguments) {
        for (int i = 0; i < layout.arguments().size(); i++) {
            set(layout.arguments().get(i), i < arguments.length ? arguments[i] : 0);
        }
    }
}
