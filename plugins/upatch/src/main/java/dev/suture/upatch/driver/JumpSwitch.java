package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.BUSY;

import dev.suture.nativebridge.Frozen;
import dev.suture.nativebridge.FrozenProcess;
import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.StackCheck;
import dev.suture.nativebridge.StackCheckResult;
import dev.suture.nativebridge.Tracee;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Writes bytes over functions of a process at a moment when no thread is inside the functions it must not be in. Inside
 * the freeze there is only the look at the stacks, the writing and the reading back.
 */
final class JumpSwitch {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Tracee tracee;
    private final StackCheck check;
    private final List<Write> writes;

    /**
     * Bytes for one place, and what has to stand there before: another tool's jump is not overwritten.
     *
     * @param name the function, for messages
     */
    record Write(String name, long address, byte[] expected, byte[] bytes) {}

    /**
     * How it went.
     *
     * @param frozen the attempt that succeeded
     * @param waited time between attempts
     */
    record Result(Frozen<StackCheckResult> frozen, Duration waited) {}

    JumpSwitch(Tracee tracee, List<FunctionRange> mustBeLeft, List<Write> writes) {
        this.tracee = tracee;
        this.check = StackCheck.of(tracee, mustBeLeft);
        this.writes = writes;
    }

    /**
     * @throws PatchException (BUSY) if a thread is still inside when the time is up; nothing has been written then
     */
    Result run(DriverOptions options) {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        Duration pause = FIRST_PAUSE;
        Duration waited = Duration.ZERO;
        tracee.rehearse(this::look);
        while (true) {
            Frozen<StackCheckResult> frozen = tracee.whileFrozen(this::attempt);
            if (frozen.value().clear()) {
                return new Result(frozen, waited);
            }
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw busy(frozen.value(), options);
            }
            LockSupport.parkNanos(pause.toNanos());
            waited = waited.plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private StackCheckResult attempt(FrozenProcess process) {
        StackCheckResult result = look(process);
        if (result.clear()) {
            writeAll(process);
        }
        return result;
    }

    /** Changes nothing. */
    private StackCheckResult look(FrozenProcess process) {
        StackCheckResult result = check.check(process);
        for (Write write : writes) {
            byte[] now = process.memory().read(write.address(), write.expected().length);
            if (!java.util.Arrays.equals(now, write.expected())) {
                throw changed(write);
            }
        }
        return result;
    }

    private void writeAll(FrozenProcess process) {
        int done = 0;
        try {
            for (; done < writes.size(); done++) {
                process.memory()
                        .writeVerified(
                                writes.get(done).address(), writes.get(done).bytes());
            }
        } catch (RuntimeException e) {
            // All or nothing: what was written goes back while everything still stands.
            for (int i = Math.min(done, writes.size() - 1); i >= 0; i--) {
                process.memory().write(writes.get(i).address(), writes.get(i).expected());
            }
            throw e;
        }
    }

    private PatchException changed(Write write) {
        return new PatchException(
                PatchException.Kind.REFUSED,
                "code-modified",
                "The code of %s in process %d is not what it should be; another tool has written there. Nothing was changed."
                        .formatted(write.name(), tracee.process().pid()),
                "Take the other tool's change out first.");
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
