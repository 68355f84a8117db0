package dev.suture.nativebridge;

import com.sun.jna.Memory;
import java.util.Optional;

/**
 * Makes system calls inside a process, on one of its threads, while the others run on. Used on the owner thread of a
 * {@link Tracee}.
 *
 * <p>The thread is taken out of what it does by PTRACE_INTERRUPT, put on an existing system call instruction, and
 * watched in and out of the kernel by system-call stops rather than by single steps: a step reports by SIGTRAP, which
 * the kernel delivers for real if the tracer dies at that moment, and which resets a handler of the program that
 * ignores SIGTRAP; a system-call stop does neither. All signals stay blocked meanwhile and pending. At the end the
 * thread stands where it stood, with the registers it had, orig_rax included, so the kernel restarts a system call
 * that the interruption cut short.
 *
 * <p>If Suture dies in between, the kernel detaches the thread and it runs on: out of the system call into a return,
 * which takes it to rt_sigreturn and the {@link ReturnFrame} that was written below its stack before, so that it
 * restores itself. This needs a system call instruction with a return behind it and a signal restorer (of the C library
 * or the vdso) in the process, and room on the thread's stack; without them the call is made all the same, but is not
 * proof against such a death.
 */
final class RemoteCalls {
    private static final int HIGHEST_ERRNO = 4095;
    private static final long ALL_SIGNALS = -1L;
    /** Into a call that is new, then into the rest of it. */
    private static final int MOST_ROUNDS = 2;
    /** More than the XSAVE area of any processor so far, AMX's 11 KiB included. */
    private static final int LARGEST_XSTATE = 32 * 1024;

    private final LinuxProcess process;
    private final ProcessMemory memory;
    private final TaskDirectory tasks;
    private final MappingLookup mappings;
    private final CallSites sites;
    private final Ptrace ptrace;
    private final WaitingCalls waiting;
    private final Memory extended = new Memory(LARGEST_XSTATE);
    private final Architecture architecture;
    private final Registers saved;
    private final Registers work;

    RemoteCalls(
            LinuxProcess process,
            ProcessMemory memory,
            TaskDirectory tasks,
            MappingLookup mappings,
            CallSites sites,
            Ptrace ptrace,
            WaitingCalls waiting) {
        this.mappings = mappings;
        this.sites = sites;
        this.process = process;
        this.memory = memory;
        this.tasks = tasks;
        this.ptrace = ptrace;
        this.waiting = waiting;
        this.architecture = ptrace.architecture();
        this.saved = ptrace.newRegisters();
        this.work = ptrace.newRegisters();
    }

    /** Makes the call and returns what the kernel returned; an error becomes a {@link RemoteCallException}. */
    long call(String name, long timeoutMillis, long number, long... arguments) {
        CallSite site = sites.current();
        int tid = chooseThread();
        waiting.lookAt(tid);
        if (!ptrace.seizeAndInterrupt(tid) || !ptrace.awaitInterrupted(tid, timeoutMillis)) {
            throw endedDuring(name);
        }
        long result;
        try {
            result = callOn(tid, site, name, timeoutMillis, number, arguments);
        } finally {
            ptrace.detach(tid);
        }
        if (result < 0 && result >= -HIGHEST_ERRNO) {
            throw new RemoteCallException(process.pid(), name, (int) -result, seccompHint());
        }
        return result;
    }

    /**
     * The thread that is kept stopped; else a sleeping thread if there is one, since that costs the program least; never one
     * that cannot be stopped.
     */
    private int chooseThread() {
        if (ptrace.keptThread().isPresent()) {
            return ptrace.keptThread().get();
        }
        int running = 0;
        for (int tid : tasks.list()) {
            char state = process.threadStat(tid).map(ThreadStat::state).orElse('X');
            if (state == 'S') {
                return tid;
            }
            if (state == 'R' || state == 'T') {
                running = running == 0 ? tid : running;
            }
        }
        if (running == 0) {
            throw new RemoteCallException(
                    process.pid(),
                    "A system call",
                    0,
                    " All of its threads wait uninterruptibly inside the kernel or have ended; try again later.");
        }
        return running;
    }

    private long callOn(int tid, CallSite place, String name, long timeoutMillis, long number, long... arguments) {
        if (!ptrace.getRegisters(tid, saved) || !settle(tid, timeoutMillis)) {
            throw endedDuring(name);
        }
        architecture.restartCutShort(saved, waiting.of(tid), ptrace, tid);
        long mask = ptrace.getSignalMask(tid);
        work.copyFrom(saved);
        prepareReturn(tid, place, mask).ifPresent(frame -> architecture.prepareReturn(work, frame, place.restorer()));
        work.set(architecture.layout().pc(), place.systemCall());
        architecture.prepareCall(work, number, arguments);
        boolean set = ptrace.setRegisters(tid, work);
        // After the registers, and before them on the way back: from there on the return frame restores the mask too.
        ptrace.setSignalMask(tid, ALL_SIGNALS);
        boolean made = set
                && runToSystemCall(tid, timeoutMillis) // its entry
                && runToSystemCall(tid, timeoutMillis) // its exit
                && ptrace.getRegisters(tid, work);
        // Registers set at the exit stop would reach the program as they are. Only behind the interrupt stop does the
        // kernel restart what was cut short (x86_64 by orig_rax).
        ptrace.interrupt(tid);
        if (!made || !ptrace.resume(tid) || !ptrace.awaitInterrupted(tid, timeoutMillis)) {
            throw endedDuring(name);
        }
        ptrace.setSignalMask(tid, mask);
        if (!ptrace.setRegisters(tid, saved)) {
            throw endedDuring(name);
        }
        return work.result();
    }

    /**
     * Lets a thread that may continue a system call run into it and stop there again, until its registers tell what it
     * goes on with. Nothing of it is changed meanwhile.
     *
     * @return false if it has ended
     */
    private boolean settle(int tid, long timeoutMillis) {
        for (int round = 0; round < MOST_ROUNDS && architecture.mayContinueCall(saved, memory); round++) {
            if (!runToSystemCall(tid, timeoutMillis)) {
                return false;
            }
            ptrace.interrupt(tid);
            if (!ptrace.resume(tid)
                    || !ptrace.awaitInterrupted(tid, timeoutMillis)
                    || !ptrace.getRegisters(tid, saved)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the return frame, if code to use it was found and there is room for it on the thread's stack. */
    private Optional<ReturnFrame> prepareReturn(int tid, CallSite place, long mask) {
        if (place.restorer() == 0) {
            return Optional.empty();
        }
        int size = ptrace.getExtendedState(tid, extended);
        return architecture
                .returnFrame(saved, mask, place.restorer(), extended, size)
                .filter(this::hasRoom)
                .map(frame -> {
                    memory.write(frame.address(), frame.bytes());
                    return frame;
                });
    }

    /** Whether the frame lies in the stack's own mapping: /proc/PID/mem would write over guard pages and beyond. */
    private boolean hasRoom(ReturnFrame frame) {
        mappings.startOver();
        return mappings.find(saved.sp())
                .filter(stack -> stack.contains(frame.address()))
                .isPresent();
    }

    private boolean runToSystemCall(int tid, long timeoutMillis) {
        int signal = 0;
        while (true) {
            if (!ptrace.resumeToSystemCall(tid, signal)) {
                return false;
            }
            Optional<StopStatus> status = ptrace.await(tid, timeoutMillis);
            if (status.isEmpty()) {
                return false;
            }
            if (status.get().atSystemCall()) {
                return true;
            }
            // All that can be blocked is blocked: it is SIGSTOP, which takes effect when the thread is let go.
            signal = status.get().interrupted() ? 0 : status.get().signal();
        }
    }

    private ProcessAccessException endedDuring(String name) {
        process.requireAlive();
        return new RemoteCallException(
                process.pid(), name, 0, " The thread that was to make the call ended meanwhile; try again.");
    }

    private String seccompHint() {
        return new ProcFiles(process.pid())
                .status("Seccomp")
                .filter("2"::equals)
                .map(filtered -> " The process has a seccomp filter, which may forbid the call.")
                .orElse("");
    }
}
