package dev.suture.nativebridge.watch;

import dev.suture.nativebridge.KnownCode;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Seizure;
import dev.suture.nativebridge.SharedTracers;
import dev.suture.nativebridge.Tracee;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A thread that has come to a place where a {@link StartHold} holds it. It goes round in the kernel, taking up a
 * processor, until it is {@linkplain #ask asked to stop} or {@linkplain #release released}: one of the two is to be done at
 * once.
 */
public final class HeldStart {
    private final int pid;
    private final int tid;
    private final long address;
    private final long since;
    private final BpfMap held;
    private final KnownCode known;
    private final SharedTracers tracers;

    HeldStart(long thread, long address, long since, BpfMap held, KnownCode known, SharedTracers tracers) {
        this.pid = (int) (thread >>> 32);
        this.tid = (int) thread;
        this.address = address;
        this.since = since;
        this.held = held;
        this.known = known;
        this.tracers = tracers;
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
     * Asks it to stop, by which it is released into ptrace's hands; what came of it is told by {@link Asked#stopped()}. Does
     * not wait for anything.
     */
    public Asked ask() {
        AtomicBoolean inTime = new AtomicBoolean();
        return new Asked(this, Seizure.begin(tracers, pid, tid, () -> inTime.set(release())), inTime);
    }

    /** A thread that has been asked to stop. */
    public static final class Asked {
        private final HeldStart start;
        private final Seizure seizure;
        private final AtomicBoolean inTime;

        private Asked(HeldStart start, Seizure seizure, AtomicBoolean inTime) {
            this.start = start;
            this.seizure = seizure;
            this.inTime = inTime;
        }

        public HeldStart start() {
            return start;
        }

        /**
         * Waits until it stands: behind the probed instruction, having run nothing further. It stays there until the result
         * is closed.
         *
         * @throws ProcessAccessException if that is not possible; it runs on then
         */
        public Stopped stopped() {
            Tracee tracee = seizure.finish(start.known);
            return new Stopped(tracee, inTime.get());
        }

        /** Lets it go on, at once or as soon as it stands, instead of {@link #stopped()}. Does not wait for anything. */
        public void giveUp() {
            seizure.giveUp();
        }
    }

    /**
     * A process one thread of which stands still.
     *
     * @param tracee to be closed by the caller, which lets it go on
     * @param atPlace whether the thread stands at the place where it was held; otherwise it had gone on before
     */
    public record Stopped(Tracee tracee, boolean atPlace) implements AutoCloseable {
        @Override
        public void close() {
            tracee.close();
        }
    }
}
