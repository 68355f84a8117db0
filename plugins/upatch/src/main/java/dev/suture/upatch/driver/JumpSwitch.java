package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.BUSY;

import dev.suture.elf.Machine;
import dev.suture.nativebridge.Frozen;
import dev.suture.nativebridge.FrozenProcess;
import dev.suture.nativebridge.FrozenThread;
import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.LeaveWatch;
import dev.suture.nativebridge.StackCheck;
import dev.suture.nativebridge.StackCheckResult;
import dev.suture.nativebridge.Tracee;
import dev.suture.nativebridge.UnwindFiles;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.upatch.driver.CodeWrites.Write;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Writes bytes over functions of a process at a moment when no thread is inside the functions it must not be in. Inside
 * the freeze there is only the look at the stacks, the writing and the reading back.
 */
final class JumpSwitch {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    /** So many attempts follow as soon as the threads have left: a function that is never left for long needs luck. */
    private static final int ATTEMPTS_AT_ONCE = 8;

    private final Tracee tracee;
    private final StackCheck check;
    private final CodeWrites writes;
    private final boolean withThreadPointers;
    /** Set in an attempt that finds threads inside. */
    private Optional<LeaveWatch> watch = Optional.empty();

    /**
     * How it went.
     *
     * @param frozen the attempt that succeeded
     * @param waited time between attempts
     */
    record Result(Frozen<Attempt> frozen, Duration waited) {
        ChangeReport report(int pid, PatchState state, Steps steps) {
            return new ChangeReport(
                    pid, state, steps.done(), frozen.time(), waited, frozen.threads(), frozen.ptraceCalls());
        }

        Standing standing() {
            return frozen.value().standing();
        }
    }

    /** What was found in a freeze. */
    record Attempt(StackCheckResult check, Standing standing) {}

    /**
     * How the threads stood.
     *
     * @param stackPointers of all threads
     * @param threadPointers of all threads, where they are among the registers (x86_64)
     */
    record Standing(long[] stackPointers, long[] threadPointers) {
        private static Standing of(List<FrozenThread> threads, boolean withThreadPointers) {
            long[] stackPointers = new long[threads.size()];
            long[] threadPointers = new long[withThreadPointers ? threads.size() : 0];
            for (int i = 0; i < stackPointers.length; i++) {
                stackPointers[i] = threads.get(i).sp();
                if (withThreadPointers) {
                    threadPointers[i] = threads.get(i).threadPointer();
                }
            }
            return new Standing(stackPointers, threadPointers);
        }
    }

    /**
     * @param files what is known of the files that processes map
     * @param mustBeLeft the code no thread may be in
     */
    JumpSwitch(
            Tracee tracee,
            UnwindFiles files,
            AppliedPatch applied,
            List<FunctionRange> mustBeLeft,
            List<Write> writes) {
        this.tracee = tracee;
        this.check = StackCheck.of(tracee, mustBeLeft, files, PatchRecords.of(applied));
        this.withThreadPointers = applied.patch().abi().machine() == Machine.X86_64;
        this.writes = new CodeWrites(
                tracee.memory(), tracee.process(), applied.patch().abi().spin(), writes);
    }

    /**
     * @throws PatchException (BUSY) if a thread is still inside when the time is up; nothing has been written then
     */
    Result run(DriverOptions options) {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        Duration pause = FIRST_PAUSE;
        Duration waited = Duration.ZERO;
        tracee.rehearse(this::look);
        LeaveWatch.rehearse();
        for (int attempt = 1; ; attempt++) {
            Frozen<Attempt> frozen = tracee.whileFrozen(this::attempt);
            if (frozen.value().check().clear()) {
                return new Result(frozen, waited);
            }
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                watch.ifPresent(LeaveWatch::close);
                throw busy(frozen.value().check(), options);
            }
            waited = waited.plus(waitToLeave(deadline, pause, attempt));
            check.refresh();
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private Attempt attempt(FrozenProcess process) {
        StackCheckResult result = check.check(process);
        if (result.clear()) {
            writes.requireExpected();
            writes.write();
        } else {
            watch = Optional.of(LeaveWatch.on(process.process(), result.leavePoints()));
        }
        return new Attempt(result, Standing.of(process.threads(), withThreadPointers));
    }

    /** Waits for the threads that were inside to leave; after many attempts also longer, to let them work. */
    private Duration waitToLeave(long deadline, Duration pause, int attempt) {
        long begin = System.nanoTime();
        try (LeaveWatch left = watch.orElseThrow()) {
            // Not all at once: an exception leaves a function by another way than it would return.
            left.await(Duration.ofNanos(Math.min(deadline - begin, LONGEST_WAIT.toNanos())), pause);
        }
        if (attempt > ATTEMPTS_AT_ONCE) {
            LockSupport.parkNanos(pause.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Changes nothing. */
    private Attempt look(FrozenProcess process) {
        StackCheckResult result = check.check(process);
        writes.requireExpected();
        return new Attempt(result, Standing.of(process.threads(), withThreadPointers));
    }

    private PatchException busy(StackCheckResult result, DriverOptions options) {
        String threads = result.busy().stream().map(b -> "  " + b.describe()).collect(Collectors.joining("\n"));
        String unchecked = result.unchecked().isEmpty()
                ? ""
                : "\nThe stacks of these threads could not be read whole: " + result.unchecked();
        return new PatchException(
                BUSY,
                "function-busy",
                "Process %d was still inside functions of the patch after %d ms; nothing was changed:\n%s%s"
                        .formatted(tracee.process().pid(), options.timeout().toMillis(), threads, unchecked),
                "Try again when the work that is in %s is done, or allow more time with --timeout."
                        .formatted(result.busy().stream()
                                .map(b -> b.function().name())
                                .distinct()
                                .collect(Collectors.joining(", "))));
    }
}
