package dev.suture.nativebridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A process under Suture's hands: system calls are made inside it, and all of its threads are frozen for an action.
 * Nothing is traced between two calls, so other debuggers come to their turn, unless a thread is held by a {@link Seizure}. Safe for several threads; their calls
 * take turns. {@link #close()} ends the thread that does the tracing.
 *
 * <p>The process must not be a child that this JVM started through ProcessBuilder: the JDK collects the states of its
 * children itself and would swallow the stops.
 *
 * <p>If Suture is killed in the middle of such a system call, the thread that makes it restores itself and goes on,
 * provided that the process has the C library's signal-return code (dynamic glibc and musl programs do) and the thread
 * some 4 KiB left on its stack. A process that is frozen when Suture dies is let go by the kernel.
 */
public final class Tracee implements AutoCloseable {
    /** Protections of mmap(2) and mprotect(2). */
    public static final int PROT_NONE = 0;

    public static final int PROT_READ = 1;
    public static final int PROT_WRITE = 2;
    public static final int PROT_EXEC = 4;

    /** Flags of mmap(2), to be added to the private anonymous mapping that {@link #mmap} makes. */
    public static final int MAP_FIXED_NOREPLACE = 0x100000;

    /** Takes the wanted address and nothing else; what is mapped there goes. */
    public static final int MAP_FIXED = 0x10;

    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS = 0x20;

    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

    private final LinuxProcess process;
    private final Architecture architecture;
    private final ProcessMemory memory;
    private final TaskDirectory tasks;
    private final MappingLookup mappings;
    private final Ptrace ptrace;
    private final RemoteCalls calls;
    private final SeccompCheck seccomp;
    private final Freezer freezer;
    private Owner owner;
    private boolean closed;

    private Tracee(
            LinuxProcess process,
            Owner owner,
            Ptrace ptrace,
            KnownCode known,
            ProcessMemory memory,
            TaskDirectory tasks,
            MappingLookup mappings) {
        this.process = process;
        this.architecture = ptrace.architecture();
        this.owner = owner;
        this.ptrace = ptrace;
        this.memory = memory;
        this.tasks = tasks;
        this.mappings = mappings;
        WaitingCalls waiting = new WaitingCalls(process, architecture);
        CallSites sites = new CallSites(process, memory, architecture.patterns(), known);
        this.calls = new RemoteCalls(process, memory, tasks, mappings, sites, ptrace, waiting);
        this.seccomp = new SeccompCheck(process, tasks, sites, ptrace);
        this.freezer = new Freezer(process, memory, mappings, tasks, sites, ptrace, waiting);
    }

    /**
     * Gets ready to trace a process; does not touch it yet.
     *
     * @throws PermissionDeniedException if the kernel does not let Suture trace it
     * @throws ProcessUnsupportedException if it is this JVM itself or a program of no architecture known here
     */
    public static Tracee of(LinuxProcess process) {
        if (process.pid() == Libc.getpid()) {
            throw new ProcessUnsupportedException(process.pid(), "Suture cannot trace itself; choose another process.");
        }
        OwnerThread owner = new OwnerThread(process.pid());
        try {
            return with(process, owner, newPtrace(process), new KnownCode());
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    static Ptrace newPtrace(LinuxProcess process) {
        return new Ptrace(process, ProgramKind.architectureOf(process));
    }

    static Tracee with(LinuxProcess process, Owner owner, Ptrace ptrace, KnownCode known) {
        ProcessMemory memory = process.openMemory();
        try {
            TaskDirectory tasks = new TaskDirectory(process.pid());
            try {
                return new Tracee(process, owner, ptrace, known, memory, tasks, new MappingLookup(process));
            } catch (RuntimeException e) {
                tasks.close();
                throw e;
            }
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    public LinuxProcess process() {
        return process;
    }

    Architecture architecture() {
        return architecture;
    }

    /** Its memory; closed together with this object. */
    public ProcessMemory memory() {
        return memory;
    }

    /**
     * Maps private anonymous memory inside the process, zero-filled.
     *
     * @param hint the wanted address, 0 for any; the kernel may choose another unless {@link #MAP_FIXED_NOREPLACE}
     * @param length in bytes, rounded up to pages by the kernel
     * @param protection a sum of {@code PROT_} values
     * @param flags 0, {@link #MAP_FIXED_NOREPLACE} or {@link #MAP_FIXED}
     * @return the address
     * @throws RemoteCallException if the kernel refuses
     */
    public long mmap(long hint, long length, int protection, int flags) {
        return remote(
                "mmap",
                architecture.systemCalls().mmap(),
                hint,
                length,
                protection,
                MAP_PRIVATE | MAP_ANONYMOUS | flags,
                -1,
                0);
    }

    /** Changes the protection of whole pages. */
    public void mprotect(long address, long length, int protection) {
        remote("mprotect", architecture.systemCalls().mprotect(), address, length, protection);
    }

    /** Unmaps whole pages. */
    public void munmap(long address, long length) {
        remote("munmap", architecture.systemCalls().munmap(), address, length);
    }

    /**
     * Asks the seccomp filters of the process, if it has any, whether they let through what maps memory at an address,
     * protects it as the {@code PROT_} sums say, and unmaps it, and the return from a signal. One thread is stopped for
     * some microseconds in order to read them.
     */
    public SeccompAnswer seccomp(long address, long length, int... protections) {
        SystemCallNumbers numbers = architecture.systemCalls();
        List<SeccompCheck.Call> calls = new ArrayList<>();
        for (int protection : protections) {
            int how = calls.isEmpty() ? MAP_FIXED_NOREPLACE : MAP_FIXED;
            calls.add(new SeccompCheck.Call(
                    "mmap", numbers.mmap(), address, length, protection, MAP_PRIVATE | MAP_ANONYMOUS | how, -1, 0));
        }
        calls.add(new SeccompCheck.Call("munmap", numbers.munmap(), address, length));
        calls.add(new SeccompCheck.Call("rt_sigreturn", numbers.rtSigreturn()));
        return onOwner(() -> seccomp.ask(calls, DEFAULT_PATIENCE.toMillis()));
    }

    /** Stops all threads, for which each gets one second, runs the action, and lets them go. */
    public <T> Frozen<T> whileFrozen(Function<? super FrozenProcess, ? extends T> action) {
        return whileFrozen(DEFAULT_PATIENCE, action);
    }

    /**
     * Stops all threads, runs the action on the owner thread, and lets them go, however it ends. The action should hold
     * no wait and nothing that can be done before; it must not call this object. Signals that come meanwhile are
     * delivered afterwards; a process that was stopped (SIGSTOP) stays so.
     *
     * @param patience how long each thread may take to stop
     * @throws AlreadyTracedException if another process traces a thread of it
     * @throws ThreadNotStoppingException if a thread does not stop in time; the action has not been run then
     */
    public <T> Frozen<T> whileFrozen(Duration patience, Function<? super FrozenProcess, ? extends T> action) {
        return onOwner(() -> freezer.freeze(action, patience.toMillis()));
    }

    /**
     * Gets ready for {@link #whileFrozen}, outside of any freeze: runs the action some times on the process as it runs, on
     * the owner thread, so that the code it takes is loaded and compiled. It sees threads that wait as if they were
     * frozen; what it returns is of no worth, and neither is a {@link ProcessAccessException} that it throws. It must not
     * change anything.
     */
    public void rehearse(Function<? super FrozenProcess, ?> action) {
        onOwner(() -> {
            if (ptrace.keptThread().isEmpty()) {
                freezer.rehearse(action);
            }
            return true;
        });
    }

    private long remote(String name, long number, long... arguments) {
        return onOwner(() -> calls.call(name, DEFAULT_PATIENCE.toMillis(), number, arguments));
    }

    private void letGo() {
        owner.run(() -> {
            ptrace.letGo();
            return process;
        });
    }

    private synchronized <T> T onOwner(Callable<T> work) {
        if (closed) {
            throw new IllegalStateException("The tracee " + process.pid() + " has been closed.");
        }
        try {
            return owner.run(work);
        } catch (ThreadNotStoppingException e) {
            // A thread that does not stop cannot be detached, and would stand still once it stops: only the end of
            // its tracer lets go of it at once.
            letGo();
            owner.abandon(process, ptrace);
            owner = new OwnerThread(process.pid());
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            letGo();
            if (ptrace.leavesUncollected()) {
                owner.abandon(process, ptrace);
            } else {
                owner.close();
            }
            mappings.close();
            tasks.close();
            memory.close();
        }
    }
}
