package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The ptrace(2) requests used here, counted. An instance belongs to the one thread that seizes: the kernel answers any
 * other with ESRCH.
 */
final class Ptrace {
    private static final int CONT = 7;
    private static final int DETACH = 17;
    private static final int SYSCALL = 24;
    private static final int GETREGSET = 0x4204;
    private static final int SETREGSET = 0x4205;
    private static final int SEIZE = 0x4206;
    private static final int INTERRUPT = 0x4207;
    private static final int PEEKSIGINFO = 0x4209;
    private static final int GETSIGMASK = 0x420a;
    private static final int SETSIGMASK = 0x420b;
    private static final int SECCOMP_GET_FILTER = 0x420c;

    private static final int O_TRACESYSGOOD = 1;
    private static final int NT_PRSTATUS = 1;
    /** PTRACE_PEEKSIGINFO_SHARED, and the size of a siginfo_t. */
    private static final int OF_PROCESS = 1;

    private static final int SIGINFO_SIZE = 128;
    private static final int WNOHANG = 1;
    private static final int WALL = 0x40000000;
    private static final int SIGSET_BYTES = 8;
    private static final int PR_SET_TIMERSLACK = 29;

    /**
     * So long a thread on another processor takes to stop; asking again and again sees it at once. After that, pauses: the
     * thread may need this very processor to reach its stop.
     */
    private static final long SPIN_NANOS = 30_000;

    private static final long PAUSE_NANOS = 10_000;
    /**
     * The pauses grow with the time that has gone by, to no more than this: who waits goes before all others (see {@link
     * Precedence}), and several who asked every ten microseconds would leave no processor to what they wait for.
     */
    private static final long LONGEST_PAUSE_NANOS = 500_000;

    private static final int ASKED_PER_TIME_GONE_BY = 16;
    /** After this long a thread is looked up in /proc: an ended group leader is never reported by waitpid. */
    private static final long LOOK_AFTER_NANOS = 5_000_000;

    private final LinuxProcess process;
    private final Architecture architecture;
    private final Runnable meanwhile;
    private final Memory word = new Memory(16);
    private final Memory signal = new Memory(SIGINFO_SIZE);
    private final Memory pause = new Memory(16);
    private int calls;
    private Optional<Kept> kept = Optional.empty();
    private boolean uncollected;

    /** A thread that is not let go between two uses, and whether it stands in the stop of its last interrupt. */
    private record Kept(int tid, boolean stands) {}

    Ptrace(LinuxProcess process, Architecture architecture) {
        this(process, architecture, () -> {});
    }

    /** @param meanwhile is run now and then while a thread is waited for; does nothing with this object */
    Ptrace(LinuxProcess process, Architecture architecture, Runnable meanwhile) {
        this.meanwhile = meanwhile;
        this.process = process;
        this.architecture = architecture;
        pause.setLong(0, 0);
    }

    /** To be called once on the owning thread: its short pauses are to be short, not rounded to 50 microseconds. */
    static void prepareThread() {
        Libc.prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
    }

    /** What the process was made for. */
    Architecture architecture() {
        return architecture;
    }

    /** Room for the registers of a thread. */
    Registers newRegisters() {
        return new Registers(architecture.layout());
    }

    /** The number of ptrace requests made so far. */
    int calls() {
        return calls;
    }

    /**
     * Seizes a thread and asks it to stop.
     *
     * @return false if the thread has ended meanwhile
     */
    boolean seizeAndInterrupt(int tid) {
        if (!seize(tid)) {
            return false;
        }
        interrupt(tid);
        return true;
    }

    /**
     * Seizes a thread, which runs on.
     *
     * @return false if the thread has ended meanwhile
     */
    boolean seize(int tid) {
        if (keeps(tid)) {
            return true;
        }
        if (request(SEIZE, tid, 0, O_TRACESYSGOOD) < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.ESRCH || hasEnded(tid)) {
                return false;
            }
            throw Permissions.denied(process.pid(), "trace thread " + tid);
        }
        return true;
    }

    void interrupt(int tid) {
        if (!stands(tid)) {
            request(INTERRUPT, tid, 0, 0);
        }
    }

    /**
     * Waits for the stop that an interrupt asked for and keeps the thread there: {@link #detach} leaves it standing until
     * {@link #letGo}, and whoever seizes and interrupts it meanwhile finds it stopped.
     *
     * @return false if the thread has ended
     */
    boolean awaitAndKeep(int tid, long timeoutMillis) {
        boolean stopped = awaitInterrupted(tid, timeoutMillis);
        if (stopped) {
            kept = Optional.of(new Kept(tid, true));
        }
        return stopped;
    }

    /** Lets go of the thread that was kept, if any. */
    void letGo() {
        Optional<Kept> last = kept;
        kept = Optional.empty();
        last.ifPresent(thread -> detach(thread.tid()));
    }

    /** The thread that is kept. */
    Optional<Integer> keptThread() {
        return kept.map(Kept::tid);
    }

    private boolean keeps(int tid) {
        return kept.isPresent() && kept.get().tid() == tid;
    }

    private boolean stands(int tid) {
        return keeps(tid) && kept.get().stands();
    }

    private void stands(int tid, boolean now) {
        if (keeps(tid)) {
            kept = Optional.of(new Kept(tid, now));
        }
    }

    /**
     * Waits until the thread stops or ends.
     *
     * @return empty if it has ended
     * @throws ThreadNotStoppingException if it does neither in time
     */
    Optional<StopStatus> await(int tid, long timeoutMillis) {
        long begin = System.nanoTime();
        for (int round = 0; ; round++) {
            int waited = Libc.waitpid(tid, Pointer.nativeValue(word), WALL | WNOHANG);
            if (waited == tid) {
                StopStatus status = new StopStatus(word.getInt(0));
                return status.stopped() ? Optional.of(status) : Optional.empty();
            }
            if (waited < 0 && Native.getLastError() != Errno.EINTR) {
                return Optional.empty(); // ECHILD: no longer a tracee, so it has ended
            }
            long elapsed = System.nanoTime() - begin;
            if (elapsed > LOOK_AFTER_NANOS && round % 64 == 0 && hasEnded(tid)) {
                return Optional.empty();
            }
            if (elapsed > TimeUnit.MILLISECONDS.toNanos(timeoutMillis)) {
                Optional<ThreadStat> stat = process.threadStat(tid);
                throw new ThreadNotStoppingException(
                        process.pid(),
                        tid,
                        stat.map(ThreadStat::name).orElse("?"),
                        stat.map(ThreadStat::state).orElse('?'),
                        timeoutMillis);
            }
            meanwhile.run();
            if (elapsed > SPIN_NANOS) {
                pause.setLong(8, Math.clamp(elapsed / ASKED_PER_TIME_GONE_BY, PAUSE_NANOS, LONGEST_PAUSE_NANOS));
                Libc.nanosleep(Pointer.nativeValue(pause), 0);
            }
        }
    }

    /**
     * Waits for the stop that an interrupt asked for, letting signals that come first be delivered, so that none is
     * ever held back.
     *
     * @return false if the thread has ended
     */
    boolean awaitInterrupted(int tid, long timeoutMillis) {
        while (!stands(tid)) {
            Optional<StopStatus> status = await(tid, timeoutMillis);
            if (status.isEmpty()) {
                return false;
            }
            if (status.get().interrupted()) {
                stands(tid, true);
                return true;
            }
            // The interrupt stays pending over a signal-delivery-stop (ptrace(2)): go on with the signal into it.
            int signal = status.get().atSystemCall() ? 0 : status.get().signal();
            if (request(CONT, tid, 0, signal) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Lets a stopped thread run. */
    boolean resume(int tid) {
        stands(tid, false);
        return request(CONT, tid, 0, 0) == 0;
    }

    /** Lets a stopped thread run, with a signal unless 0, to its next entry to or exit from a system call. */
    boolean resumeToSystemCall(int tid, int signal) {
        stands(tid, false);
        return request(SYSCALL, tid, 0, signal) == 0;
    }

    /** @return false if the thread has ended */
    boolean getRegisters(int tid, Registers registers) {
        return request(GETREGSET, tid, NT_PRSTATUS, registers.vector()) == 0;
    }

    /** @return false if the thread has ended */
    boolean setRegisters(int tid, Registers registers) {
        return request(SETREGSET, tid, NT_PRSTATUS, registers.vector()) == 0;
    }

    /** Whether a signal waits for the thread or for its process, blocked ones included. */
    boolean hasPendingSignal(int tid) {
        return peekSignal(tid, 0) || peekSignal(tid, OF_PROCESS);
    }

    /** struct ptrace_peeksiginfo_args: offset (8), flags (4), how many at most (4). */
    private boolean peekSignal(int tid, int flags) {
        word.setLong(0, 0);
        word.setInt(8, flags);
        word.setInt(12, 1);
        return request(PEEKSIGINFO, tid, Pointer.nativeValue(word), Pointer.nativeValue(signal)) > 0;
    }

    /** The mask of blocked signals that holds once the thread is back in its program. */
    long getSignalMask(int tid) {
        request(GETSIGMASK, tid, SIGSET_BYTES, Pointer.nativeValue(word));
        return word.getLong(0);
    }

    void setSignalMask(int tid, long mask) {
        word.setLong(0, mask);
        request(SETSIGMASK, tid, SIGSET_BYTES, Pointer.nativeValue(word));
    }

    /**
     * Reads the {@linkplain Architecture#extendedState extended state}.
     *
     * @return the number of bytes, 0 if the kernel gives none
     */
    int getExtendedState(int tid, Memory target) {
        return getRegisterSet(tid, architecture.extendedState(), target);
    }

    /**
     * Reads a set of special registers of eight bytes each.
     *
     * @param note the type of its note (linux/elf.h)
     * @param most how many there are at most
     * @return none if the kernel or the processor has no such set
     */
    long[] registerSet(int tid, int note, int most) {
        Memory target = new Memory((long) most * Long.BYTES);
        return target.getLongArray(0, getRegisterSet(tid, note, target) / Long.BYTES);
    }

    private int getRegisterSet(int tid, int note, Memory target) {
        word.setLong(0, Pointer.nativeValue(target));
        word.setLong(8, target.size());
        return request(GETREGSET, tid, note, Pointer.nativeValue(word)) < 0 ? 0 : (int) word.getLong(8);
    }

    /**
     * Reads a seccomp filter of a stopped thread, the oldest first.
     *
     * @return an array of struct sock_filter; empty if there is no filter of that index
     * @throws UnsupportedOperationException saying in a clause why filters cannot be read
     */
    Optional<byte[]> seccompFilter(int tid, int index) {
        long instructions = request(SECCOMP_GET_FILTER, tid, index, 0);
        if (instructions < 0) {
            switch (Native.getLastError()) {
                case Errno.ENOENT -> {
                    return Optional.empty();
                }
                case Errno.EACCES ->
                    throw new UnsupportedOperationException("reading seccomp filters needs CAP_SYS_ADMIN");
                default -> throw new UnsupportedOperationException("this kernel does not show seccomp filters");
            }
        }
        int length = Math.toIntExact(instructions * SeccompFilter.INSTRUCTION);
        Memory program = new Memory(Math.max(1, length));
        request(SECCOMP_GET_FILTER, tid, index, Pointer.nativeValue(program));
        return Optional.of(program.getByteArray(0, length));
    }

    /** Lets a thread go unless it is kept; a thread that has ended meanwhile is collected, so that its parent learns of it. */
    void detach(int tid) {
        if (!keeps(tid)
                && request(DETACH, tid, 0, 0) < 0
                && Libc.waitpid(tid, Pointer.nativeValue(word), WALL | WNOHANG) == 0) {
            uncollected = true;
        }
    }

    /**
     * Whether a thread could not be let go as it was about to end: the kernel tells its parent of that only when the thread
     * that traces it has collected it, or has ended.
     */
    boolean leavesUncollected() {
        return uncollected;
    }

    private boolean hasEnded(int tid) {
        return process.threadStat(tid).map(ThreadStat::dead).orElse(true);
    }

    private long request(long request, int tid, long address, long data) {
        calls++;
        return Libc.ptrace(request, tid, address, data);
    }
}
