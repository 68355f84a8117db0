package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Lets the calling thread go before all ordinary threads of the machine (SCHED_FIFO, sched(7)) for as long as a process
 * stands still, so that other work on the same processor does not prolong that. Where the rights do not suffice
 * (CAP_SYS_NICE), nothing changes. The thread must not wait without sleeping meanwhile. An object is for one thread.
 */
public final class Precedence {
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    /** Children of this thread do not inherit it. */
    private static final int SCHED_RESET_ON_FORK = 0x40000000;

    /** A struct sched_param: the priority. */
    private final Memory priority = new Memory(Integer.BYTES);

    private boolean taken;

    public void take() {
        // Whoever has given Suture another policy wants that one.
        if (Libc.sched_getscheduler(0) == SCHED_OTHER) {
            taken = set(SCHED_FIFO | SCHED_RESET_ON_FORK, 1);
        }
    }

    void giveBack() {
        if (taken) {
            set(SCHED_OTHER, 0);
            taken = false;
        }
    }

    private boolean set(int policy, int value) {
        priority.setInt(0, value);
        return Libc.sched_setscheduler(0, policy, Pointer.nativeValue(priority)) == 0;
    }
}
