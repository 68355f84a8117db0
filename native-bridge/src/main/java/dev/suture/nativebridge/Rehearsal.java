package dev.suture.nativebridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Goes through a freeze without stopping anything, so that the code of a freeze is loaded, linked and partly compiled
 * when a process stands still: the first time costs a Java program milliseconds that later times do not.
 */
final class Rehearsal {
    /** Above the highest pid of Linux (PID_MAX_LIMIT, 4194304): requests for it fail, and do nothing else. */
    private static final int NOBODY = Integer.MAX_VALUE;

    private static final int ROUNDS = 6;
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_THREADS = 4;

    private final LinuxProcess process;
    private final TaskDirectory tasks;
    private final Ptrace ptrace;
    private final Registers registers;

    Rehearsal(LinuxProcess process, TaskDirectory tasks, Ptrace ptrace) {
        this.process = process;
        this.tasks = tasks;
        this.ptrace = ptrace;
        this.registers = ptrace.newRegisters();
    }

    /** Makes the requests of a freeze, and runs the action on what the process's waiting threads show as it runs. */
    void run(Function<List<FrozenThread>, FrozenProcess> view, Function<? super FrozenProcess, ?> action) {
        List<FrozenThread> waiting = waitingThreads();
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS && System.nanoTime() - begin < LONGEST_NANOS; round++) {
            requests();
            FrozenProcess running = view.apply(waiting);
            try {
                action.apply(running);
            } catch (ProcessAccessException e) {
                // It runs on while it is looked at, so this says nothing; the freeze will.
            } finally {
                running.thaw();
            }
        }
    }

    private void requests() {
        tasks.list();
        tasks.count();
        ptrace.seize(NOBODY);
        ptrace.interrupt(NOBODY);
        ptrace.awaitInterrupted(NOBODY, 0);
        ptrace.getRegisters(NOBODY, registers);
        ptrace.architecture().restartCutShort(registers, Optional.empty(), ptrace, NOBODY);
        ptrace.setRegisters(NOBODY, registers);
        ptrace.detach(NOBODY);
    }

    private List<FrozenThread> waitingThreads() {
        List<FrozenThread> result = new ArrayList<>();
        for (int tid : tasks.list()) {
            if (result.size() < MOST_THREADS) {
                waiting(tid).ifPresent(result::add);
            }
        }
        return result;
    }

    /** Where a thread that waits inside the kernel left its program: the last fields of the line (proc_pid_syscall(5)). */
    private Optional<FrozenThread> waiting(int tid) {
        try {
            String[] fields =
                    process.files().read("task/" + tid + "/syscall").strip().split(" ");
            if (fields.length < 3) {
                return Optional.empty();
            }
            registers.set(registers.layout().sp(), Long.decode(fields[fields.length - 2]));
            registers.set(registers.layout().pc(), Long.decode(fields[fields.length - 1]));
            return Optional.of(new FrozenThread(process, ptrace, tid, registers));
        } catch (ProcessAccessException | NumberFormatException e) {
            return Optional.empty(); // Gone meanwhile, or a kernel that does not say.
        }
    }
}
