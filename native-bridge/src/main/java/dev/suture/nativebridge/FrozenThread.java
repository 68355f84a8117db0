package dev.suture.nativebridge;

/**
 * A thread of a frozen process where it stands. For a thread that waits in a system call, the program counter is behind
 * that call's instruction.
 */
public final class FrozenThread {
    private final LinuxProcess process;
    private final int tid;
    private final long pc;
    private final long sp;
    private final long fp;
    private final long threadPointer;

    FrozenThread(LinuxProcess process, int tid, Registers registers) {
        this.process = process;
        this.tid = tid;
        this.pc = registers.get(Registers.RIP);
        this.sp = registers.get(Registers.RSP);
        this.fp = registers.get(Registers.RBP);
        this.threadPointer = registers.get(Registers.FS_BASE);
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
        return pc;
    }

    /** Stack pointer. */
    public long sp() {
        return sp;
    }

    /** The frame pointer register (rbp), which code built without frame pointers uses for anything. */
    public long fp() {
        return fp;
    }

    /** The thread pointer (fs_base): the address of the thread control block (psABI, thread-local storage). */
    public long threadPointer() {
        return threadPointer;
    }
}
