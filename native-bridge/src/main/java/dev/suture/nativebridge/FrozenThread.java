package dev.suture.nativebridge;

import java.util.List;

/**
 * A thread of a frozen process where it stands. For a thread that waits in a system call, the program counter is behind
 * that call's instruction, or on it where the kernel has already prepared to make the call again (AArch64).
 */
public final class FrozenThread {
    private final LinuxProcess process;
    private final Ptrace ptrace;
    private final int tid;
    private final RegisterLayout layout;
    private final long[] registers;

    FrozenThread(LinuxProcess process, Ptrace ptrace, int tid, Registers registers) {
        this.process = process;
        this.ptrace = ptrace;
        this.tid = tid;
        this.layout = registers.layout();
        this.registers = registers.words();
    }

    public int tid() {
        return tid;
    }

    /** Its name (comm), read when asked for; {@code ?} if it has been killed even now. */
    public String name() {
        return process.threadStat(tid).map(ThreadStat::name).orElse("?");
    }

    /** Program counter. */
    public long pc() {
        return get(layout.pc());
    }

    /** Stack pointer. */
    public long sp() {
        return get(layout.sp());
    }

    /** The frame pointer register (rbp, x29), which code built without frame pointers uses for anything. */
    public long fp() {
        return get(layout.fp());
    }

    /**
     * The thread pointer (fs_base, tpidr_el0): the address of the thread control block (psABI, thread-local storage). To
     * be asked for while the process is frozen.
     */
    public long threadPointer() {
        return ptrace.architecture().threadPointer(registers, ptrace, tid);
    }

    /**
     * Copies the registers that unwind records speak of, in the order of their DWARF numbers.
     *
     * @return how many there are
     */
    int copyDwarfRegisters(long[] target) {
        List<Integer> dwarf = layout.dwarf();
        for (int i = 0; i < dwarf.size(); i++) {
            target[i] = get(dwarf.get(i));
        }
        return dwarf.size();
    }

    /** What stands in the registers that may hold the address a function returns to, with its signature if it has one. */
    long[] heldReturnAddresses() {
        return layout.returnAddresses().stream().mapToLong(this::get).toArray();
    }

    private long get(int register) {
        return registers[register / Long.BYTES];
    }
}
