package dev.suture.nativebridge.watch;

import dev.suture.nativebridge.KnownCode;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Tracee;
import java.time.Duration;

/**
 * A thread that has come to a place where a {@link StartHold} holds it. It goes round in the kernel, taking up a
 * processor, until it is {@linkplain #seize seized} or {@linkplain #release released}: one of the two is to be done at
 * once.
 */
public final class HeldStart {
    private final int pid;
    private final int tid;
    private final long address;
    private final long since;
    private final BpfMap held;
    private final KnownCode known;

    HeldStart(long thread, long address, long since, BpfMap held, KnownCode known) {
        this.pid = (int) (thread >>> 32);
        this.tid = (int) thread;
        this.address = address;
        this.since = since;
        this.held = held;
        this.known = known;
    }

    public int pid() {
        return pid;
    }

    public int tid() {
        return tid;
    }

    /** Where the probed instruction stands in the process. */
    public long address() {
        return address;
    }

    /** How long ago it came. */
    public Duration age() {
        // Both are CLOCK_MONOTONIC on Linux.
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /**
     * Lets it go on.
     *
     * @return false if it had gone on already, as its time was over or it has been killed
     */
    public boolean release() {
        return held.remove((long) pid << 32 | tid);
    }

    /**
     * Takes it over by ptrace: it stands behind the probed instruction then, has run nothing further, and stays there until
     * the tracee is closed.
     *
     * @throws ProcessAccessException if that is not possible; it has been released then
     */
    public Seized seize() {
        try {
            boolean[] inTime = new boolean[1];
            Tracee tracee = Tracee.holding(LinuxProcess.of(pid), tid, known, () -> inTime[0] = release());
            return new Seized(tracee, inTime[0]);
        } finally {
            release();
        }
    }

    /**
     * A process one thread of which stands still.
     *
     * @param tracee to be closed by the caller, which lets it go on
     * @param atPlace whether the thread stands at the place where it was held; otherwise it had gone on before
     */
    public record Seized(Tracee tracee, boolean atPlace) implements AutoCloseable {
        @Override
        public void close() {
            tracee.close();
        }
    }
}
