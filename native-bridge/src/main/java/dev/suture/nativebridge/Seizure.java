package dev.suture.nativebridge;

import java.time.Duration;
import java.util.concurrent.Future;

/**
 * A thread that is being stopped, to be kept so until its tracee is closed; the other threads of its process run on. If
 * Suture dies, the kernel lets it go.
 */
public final class Seizure {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int pid;
    private final int tid;
    private final Owner owner;
    private final Future<Asked> asked;

    private record Asked(LinuxProcess process, Ptrace ptrace, boolean seized) {}

    private Seizure(Owner owner, int pid, int tid, Runnable then) {
        this.pid = pid;
        this.tid = tid;
        this.owner = owner;
        this.asked = owner.beginAtOnce(() -> ask(then));
    }

    /**
     * Asks a thread to stop, which it does when it next leaves the kernel. Does not wait for anything.
     *
     * @param then is run when the thread has been asked, or cannot be
     */
    public static Seizure begin(SharedTracers tracers, int pid, int tid, Runnable then) {
        return new Seizure(tracers.owner(), pid, tid, then);
    }

    private Asked ask(Runnable then) {
        try {
            LinuxProcess process = LinuxProcess.of(pid);
            if (ThreadStat.parse(process.files().read("stat")).parent() == Libc.getpid()) {
                throw new ProcessUnsupportedException(
                        pid, "Process " + pid + " was started by Suture itself, which cannot trace it then.");
            }
            Ptrace ptrace = new Ptrace(process, ProgramKind.architectureOf(process), owner::meanwhile);
            return new Asked(process, ptrace, ptrace.seizeAndInterrupt(tid));
        } finally {
            then.run();
        }
    }

    /**
     * Lets the thread go on, at once or as soon as it stops, instead of {@link #finish}. Does not wait for anything.
     */
    public void giveUp() {
        owner.begin(() -> {
            try {
                Asked seizing = Owner.result(asked);
                owner.abandon(seizing.process(), seizing.ptrace());
            } catch (RuntimeException e) {
                owner.close(); // It was never seized.
            }
            return true;
        });
    }

    /**
     * Waits until the thread stands. System calls inside the process are made on this thread then.
     *
     * @param known spares looking for the same code in each process
     * @return to be closed by the caller, which lets the thread go on
     * @throws ProcessVanishedException if the thread ends before it stops
     * @throws ProcessUnsupportedException if this JVM started the process: the JDK would take its stops for its end
     * @throws AlreadyTracedException if another process traces it
     * @throws ThreadNotStoppingException if it does not stop within a second; it is let go then
     */
    public Tracee finish(KnownCode known) {
        Asked seizing;
        try {
            seizing = Owner.result(asked);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
        try {
            Tracee tracee = Tracee.with(seizing.process(), owner, seizing.ptrace(), known);
            boolean stands =
                    seizing.seized() && owner.run(() -> seizing.ptrace().awaitAndKeep(tid, PATIENCE.toMillis()));
            if (stands) {
                return tracee;
            }
            throw new ProcessVanishedException(pid, "it ended as it started.");
        } catch (RuntimeException e) {
            owner.abandon(seizing.process(), seizing.ptrace());
            throw e;
        }
    }
}
