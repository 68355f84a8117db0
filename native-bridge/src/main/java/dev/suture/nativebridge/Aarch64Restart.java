package dev.suture.nativebridge;

import java.util.List;
import java.util.Set;

/**
 * System calls of AArch64 that a stop by ptrace interrupts (numbers from asm-generic/unistd.h). The kernel sets up those
 * it restarts by itself before it stops the thread (do_signal of arch/arm64): the program counter is on the call's
 * instruction again and x0 holds the first argument. Two kinds need help.
 */
final class Aarch64Restart {
    private static final long EINTR = -4;
    private static final int INSTRUCTION = 4;

    /**
     * Calls that have done nothing when they report EINTR, as if a handler had run (signal(7)): epoll_pwait,
     * epoll_pwait2, rt_sigtimedwait, io_getevents. Others that do so, on sockets and semaphores, are left alone: one
     * thread may make them on several in turn, and which one it was the last time is not to be told for certain.
     */
    private static final Set<Long> CUT_SHORT = Set.of(22L, 441L, 137L, 4L);

    private static final long FUTEX = 98;
    /** nanosleep, clock_nanosleep. */
    private static final Set<Long> SLEEPS = Set.of(101L, 115L);

    private static final int TIME_LIMIT_OF_FUTEX = 3 * Long.BYTES;

    private Aarch64Restart() {}

    /**
     * Makes a call that was cut short be made again, if it still is the one the thread was seen waiting in: x0 holds the
     * error, and what it held before is known only from then.
     *
     * @return whether the registers were changed
     */
    static boolean again(Registers registers, WaitingCall waited) {
        List<Integer> places = registers.layout().arguments();
        boolean same = registers.result() == EINTR
                && CUT_SHORT.contains(waited.number())
                && registers.get(Aarch64.X8) == waited.number()
                && registers.pc() == waited.pc()
                && registers.sp() == waited.sp();
        for (int i = 1; i < places.size(); i++) {
            same &= registers.get(places.get(i)) == waited.arguments()[i];
        }
        if (same) {
            registers.set(Aarch64.X0, waited.arguments()[0]);
            registers.set(Aarch64.PC, registers.pc() - INSTRUCTION);
        }
        return same;
    }

    /**
     * Whether the call the thread is about to make may be one of which only the rest of the time is left: the kernel makes
     * restart_syscall of it, but not before the thread goes on.
     */
    static boolean mayBeRest(Registers registers) {
        long number = registers.get(Aarch64.X8);
        return SLEEPS.contains(number) || number == FUTEX && registers.get(TIME_LIMIT_OF_FUTEX) != 0;
    }
}
