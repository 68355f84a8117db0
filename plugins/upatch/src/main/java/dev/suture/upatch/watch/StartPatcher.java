package dev.suture.upatch.watch;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Tracee;
import dev.suture.nativebridge.watch.HeldStart;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.ProcessWatch.Mode;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.StartedProcess;
import dev.suture.plugin.WatchRequest.OptionsFor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Puts the patches of the moment into processes that start, and tells how it went. */
final class StartPatcher {
    /** How long a process stands still at its start at most. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(2);
    /** After these, a process that could not be patched while it was held is tried again as it runs. */
    private static final List<Duration> LATE_TRIES =
            List.of(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(1));

    private final Supplier<StartPatches> patches;
    private final OptionsFor options;
    private final ProcessWatchListener listener;
    private final WorkInHand work;
    /** Processes are patched as many at a time as there are processors; further ones stand still meanwhile. */
    private final Semaphore turn = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    StartPatcher(Supplier<StartPatches> patches, OptionsFor options, ProcessWatchListener listener, WorkInHand work) {
        this.patches = patches;
        this.options = options;
        this.listener = listener;
        this.work = work;
    }

    /** Patches a process that is held, and lets it go on whatever happens. */
    void held(HeldStart start) {
        if (patches.get().isEmpty()) {
            start.release();
            return;
        }
        work.run(() -> whileHeld(start));
    }

    private void whileHeld(HeldStart start) {
        AtomicBoolean late = new AtomicBoolean();
        try {
            List<ChangeReport> changes;
            Mode mode;
            try (HeldStart.Seized seized = start.seize()) {
                Future<?> alarm = work.alarm(LONGEST_HOLD.minus(start.age()), () -> {
                    late.set(true);
                    seized.tracee().close();
                });
                // Nothing leaves a function while the process stands still: waiting for that is for later.
                changes = put(seized.tracee(), o -> o.withTimeout(Duration.ZERO));
                mode = seized.atPlace() ? Mode.FIRST_CALL : Mode.LATE;
                alarm.cancel(false);
            }
            listener.patched(new StartedProcess(start.pid(), mode, changes, start.age()));
        } catch (RuntimeException e) {
            later(start.pid(), 0, late.get() ? heldTooLong(e) : problem(e));
        }
    }

    /** Patches a process that runs. */
    void running(LinuxProcess process) {
        if (!patches.get().isEmpty()) {
            work.run(() -> whileRunning(process, LATE_TRIES.size()));
        }
    }

    private void whileRunning(LinuxProcess process, int tries) {
        try (Tracee tracee = Tracee.of(process)) {
            List<ChangeReport> changes = put(tracee, UnaryOperator.identity());
            listener.patched(new StartedProcess(process.pid(), Mode.LATE, changes, Duration.ZERO));
        } catch (RuntimeException e) {
            later(process.pid(), tries, problem(e));
        }
    }

    private List<ChangeReport> put(Tracee tracee, UnaryOperator<DriverOptions> limits) {
        turn.acquireUninterruptibly();
        try {
            return patches.get().putInto(tracee, options, limits);
        } finally {
            turn.release();
        }
    }

    private void later(int pid, int tries, PatchException problem) {
        boolean hopeless =
                problem.kind() == PatchException.Kind.REFUSED || problem.id().equals("process-vanished");
        if (hopeless || tries >= LATE_TRIES.size()) {
            listener.failed(pid, problem);
            return;
        }
        work.runLater(LATE_TRIES.get(tries), () -> {
            try {
                whileRunning(LinuxProcess.of(pid), tries + 1);
            } catch (ProcessAccessException e) {
                listener.failed(pid, problem(e));
            }
        });
    }

    private PatchException problem(RuntimeException e) {
        return switch (e) {
            case PatchException p -> p;
            case ProcessAccessException p -> patches.get().explain(p);
            default ->
                new PatchException(
                        PatchException.Kind.TROUBLE,
                        "internal-error",
                        "A starting process was not patched, by a fault in Suture: " + e,
                        "Patch it as one that runs, and report the fault.",
                        e);
        };
    }

    private static PatchException heldTooLong(RuntimeException e) {
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "held-too-long",
                "Patching the process as it started took longer than %d ms, so it was let go before that was done."
                        .formatted(LONGEST_HOLD.toMillis()),
                "See suture status for what it has; the machine may be overloaded.",
                e);
    }
}
