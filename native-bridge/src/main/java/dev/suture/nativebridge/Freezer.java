package dev.suture.nativebridge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Stops all threads of a process, runs an action, and lets them go. Used on the owner thread of a {@link Tracee}. */
final class Freezer {
    private final LinuxProcess process;
    private final ProcessMemory memory;
    private final MappingLookup mappings;
    private final TaskDirectory tasks;
    private final CallSites sites;
    private final Ptrace ptrace;
    private final WaitingCalls waiting;
    private final Precedence precedence = new Precedence();
    private final Registers registers;
    private final Rehearsal rehearsal;

    Freezer(
            LinuxProcess process,
            ProcessMemory memory,
            MappingLookup mappings,
            TaskDirectory tasks,
            CallSites sites,
            Ptrace ptrace,
            WaitingCalls waiting) {
        this.process = process;
        this.memory = memory;
        this.mappings = mappings;
        this.tasks = tasks;
        this.sites = sites;
        this.ptrace = ptrace;
        this.waiting = waiting;
        this.registers = ptrace.newRegisters();
        this.rehearsal = new Rehearsal(process, tasks, ptrace);
    }

    /** Does what {@link #freeze} does without stopping anything; what the action returns is of no worth. */
    void rehearse(Function<? super FrozenProcess, ?> action) {
        long signalReturn = sites.current().restorer();
        mappings.startOver();
        waiting.lookAt(tasks.list());
        rehearsal.run(threads -> new FrozenProcess(process, memory, mappings, ptrace, threads, signalReturn), action);
    }

    <T> Frozen<T> freeze(Function<? super FrozenProcess, ? extends T> action, long timeoutMillis) {
        long signalReturn = sites.current().restorer();
        int[] listed = tasks.list();
        waiting.lookAt(listed);
        int callsBefore = ptrace.calls();
        mappings.startOver();
        Threads threads = new Threads(listed.length);
        FrozenProcess frozen = new FrozenProcess(process, memory, mappings, ptrace, threads.stopped, signalReturn);
        T value;
        precedence.take();
        long begin = System.nanoTime();
        long nanos;
        try {
            stopAll(listed, threads, timeoutMillis);
            if (threads.stopped.isEmpty()) {
                throw new ProcessVanishedException(process.pid(), "it ended while its threads were being stopped.");
            }
            value = action.apply(frozen);
        } finally {
            frozen.thaw();
            for (int i = 0; i < threads.stopped.size(); i++) {
                ptrace.detach(threads.stopped.get(i).tid());
            }
            nanos = System.nanoTime() - begin;
            precedence.giveBack();
        }
        return new Frozen<>(value, nanos, threads.stopped.size(), ptrace.calls() - callsBefore);
    }

    /**
     * Stops threads until the process has no other. One that was not stopped yet may have started another, and a listing
     * leaves threads out that come after one that ends meanwhile; only the kernel's count says when there are no more.
     */
    private void stopAll(int[] first, Threads threads, long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        for (int[] listed = first; ; listed = tasks.list()) {
            boolean anyNew = stopNew(listed, threads, timeoutMillis);
            int existing = tasks.count();
            if (existing == 0 ? !anyNew : existing <= threads.stopped.size() + endedButThere(threads)) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ThreadNotStoppingException(process.pid(), existing - threads.stopped.size(), timeoutMillis);
            }
        }
    }

    /** How many threads have ended but are still counted, such as a first thread before the others. */
    private int endedButThere(Threads threads) {
        if (threads.seen.size() == threads.stopped.size()) {
            return 0;
        }
        Set<Integer> ended = new HashSet<>(threads.seen);
        threads.stopped.forEach(thread -> ended.remove(thread.tid()));
        return (int) ended.stream()
                .filter(tid -> process.threadStat(tid).isPresent())
                .count();
    }

    /** @return whether there were threads that had not been seen before */
    private boolean stopNew(int[] listed, Threads threads, long timeoutMillis) {
        int[] seized = new int[listed.length];
        int count = 0;
        boolean anyNew = false;
        try {
            // All are seized before the first is asked to stop: so they stand still for less time.
            for (int tid : listed) {
                if (threads.seen.add(tid)) {
                    anyNew = true;
                    if (ptrace.seize(tid)) {
                        seized[count++] = tid;
                    }
                }
            }
        } finally {
            // Also when one cannot be seized: only a stopped thread can be let go again.
            for (int i = 0; i < count; i++) {
                ptrace.interrupt(seized[i]);
            }
            for (int i = 0; i < count; i++) {
                awaitStop(seized[i], threads, timeoutMillis);
            }
        }
        return anyNew;
    }

    private void awaitStop(int tid, Threads threads, long timeoutMillis) {
        if (ptrace.awaitInterrupted(tid, timeoutMillis) && ptrace.getRegisters(tid, registers)) {
            threads.stopped.add(new FrozenThread(process, ptrace, tid, registers));
            if (ptrace.architecture().restartCutShort(registers, waiting.of(tid), ptrace, tid)) {
                ptrace.setRegisters(tid, registers);
            }
        }
    }

    private static final class Threads {
        private final Set<Integer> seen;
        private final List<FrozenThread> stopped;

        private Threads(int expected) {
            seen = HashSet.newHashSet(2 * expected);
            stopped = new ArrayList<>(2 * expected);
        }
    }
}
