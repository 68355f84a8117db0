package dev.suture.nativebridge;

/**
 * System calls of x86_64 that a stop by ptrace makes fail with EINTR although no signal handler ran (signal(7), "Interruption of
 * system calls and library functions by stop signals"). The kernel restarts all others by itself; these are put right
 * by turning their EINTR into ERESTARTNOHAND while the thread is stopped: then the kernel restarts them too, and still
 * reports EINTR if a handler runs first. A time limit given to such a call begins anew.
 */
final class CutShort {
    private static final long EINTR = -4;
    private static final long ERESTARTNOHAND = -514;

    private CutShort() {}

    /**
     * Corrects what the registers of a thread in an interrupt stop say, if need be.
     *
     * @return whether it was
     */
    static boolean restart(Registers registers) {
        // orig_rax is a system call's number on the way out of one, and negative anywhere else.
        if (registers.get(X8664.RAX) != EINTR || !affected(registers.get(X8664.ORIG_RAX))) {
            return false;
        }
        registers.set(X8664.RAX, ERESTARTNOHAND);
        return true;
    }

    /** Only calls that have done nothing when they report EINTR (asm/unistd_64.h). */
    private static boolean affected(long systemCall) {
        return switch ((int) systemCall) {
            case 232, 281, 441 -> true; // epoll_wait, epoll_pwait, epoll_pwait2
            case 65, 220 -> true; // semop, semtimedop
            case 128 -> true; // rt_sigtimedwait
            case 208 -> true; // io_getevents
            case 0 -> true; // read: inotify, and sockets with SO_RCVTIMEO
            case 43, 45, 47, 288 -> true; // accept, recvfrom, recvmsg, accept4: the same
            default -> false;
        };
    }
}
