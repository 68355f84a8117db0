package dev.suture.nativebridge;

/**
 * What waitpid(2) says of a traced thread.
 *
 * @param raw the status word
 */
record StopStatus(int raw) {
    private static final int SIGTRAP = 5;
    /** What PTRACE_O_TRACESYSGOOD adds to SIGTRAP in stops at a system call (ptrace(2)). */
    private static final int SYSCALL_MARK = 0x80;

    private static final int PTRACE_EVENT_STOP = 128;

    /** Whether the thread has stopped; otherwise it has ended. */
    boolean stopped() {
        return (raw & 0xff) == 0x7f;
    }

    /** Stopped by PTRACE_INTERRUPT or as part of a stopped (SIGSTOP) process: no signal waits to be delivered. */
    boolean interrupted() {
        return stopped() && raw >>> 16 == PTRACE_EVENT_STOP;
    }

    /** Stopped where it enters or leaves a system call. */
    boolean atSystemCall() {
        return stopped() && raw >>> 8 == (SIGTRAP | SYSCALL_MARK);
    }

    /** The signal it was about to get in a signal-delivery-stop. */
    int signal() {
        return (raw >>> 8) & 0xff;
    }
}
