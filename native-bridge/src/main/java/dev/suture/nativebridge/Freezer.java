package dev.suture.nativebridge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Stops all threads of a process, runs an action, and lets them go. Used on the owner thread of a {@link Tracee}. */
final class Freezer {
    private final LinuxProcess process;
    private final ProcessMemory memory;
    private final MappingLookup mappings;
    private final TaskDirectory tasks;
    private final CallSites sites;
    private final Ptrace ptrace;
    private final Registers registers;

    Freezer(
            LinuxProcess process,
            ProcessMemory memory,
            MappingLookup mappings,
            TaskDirectory tasks,
            CallSites sites,
            Ptrace ptrace) {
        this.process = process;
        this.memory = memory;
        this.mappings = mappings;
        this.tasks = tasks;
        this.sites = sites;
        this.ptrace = ptrace;
        this.registers = ptrace.newRegisters();
    }

    <T> Frozen<T> freeze(Function<? super FrozenProcess, ? extends T> action, long timeoutMillis) {
        long signalReturn = sites.current().restorer();
        int[] listed = tasks.list();
        int callsBefore = ptrace.calls();
        mappings.startOver();
        Threads threads = new Threads(listed.length);
        FrozenProcess frozen = new FrozenProcess(process, memory, mappings, ptrace, threads.stopped, signalReturn);
        T value;
        long begin = System.nanoTime();
        try {
            // A thread that was not stopped yet may have started another: look again until there is no new one.
            while (stopNew(listed, threads, timeoutMillis)) {
                listed = tasks.list();
            }
            if (threads.stopped.isEmpty()) {
                throw new ProcessVanishedException(process.pid(), "it ended while its threads were being stopped.");
            }
            value = action.apply(frozen);
        } finally {
            frozen.thaw();
            threads.stopped.forEach(thread -> ptrace.detach(thread.tid()));
        }
        long nanos = System.nanoTime() - begin;
        return new Frozen<>(value, nanos, threads.stopped.size(), ptrace.calls() - callsBefore);
    }

    /** @return whether there were threads that had not been seen before */
    private boolean stopNew(int[] listed, Threads threads, long timeoutMillis) {
        List<Integer> seized = new ArrayList<>(listed.length);
        boolean anyNew = false;
        try {
            for (int tid : listed) {
                if (threads.seen.add(tid)) {
                    anyNew = true;
                    if (ptrace.seizeAndInterrupt(tid)) {
                        seized.add(tid);
                    }
                }
            }
        } finally {
            // Also when one cannot be seized: only a stopped thread can be let go again.
            for (int tid : seized) {
                if (ptrace.awaitInterrupted(tid, timeoutMillis) && ptrace.getRegisters(tid, registers)) {
                    threads.stopped.add(new FrozenThread(process, ptrace, tid, registers));
                    if (ptrace.architecture().restartCutShort(registers)) {
                        ptrace.setRegisters(tid, registers);
                    }
                }
            }
        }
        return anyNew;
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
