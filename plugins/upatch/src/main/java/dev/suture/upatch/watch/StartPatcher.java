package dev.suture.upatch.watch;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Tracee;
import dev.suture.nativebridge.watch.HeldStart;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.ProcessWatch.Mode;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.StartedProcess;
import dev.suture.plugin.WatchRequest.OptionsFor;
import dev.suture.upatch.watch.WorkInHand.Again;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Puts the patches of the moment into processes that start, and tells how it went. */
final class StartPatcher {
    /** After these, a process that could not be patched while it was held is tried again as it runs. */
    private static final List<Duration> LATE_TRIES =
            List.of(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(1));

    private final Supplier<StartPatches> patches;
    private final OptionsFor options;
    private final ProcessWatchListener listener;
    private final WorkInHand work;
    private final HoldGuard guard;

    StartPatcher(
            Supplier<StartPatches> patches,
            OptionsFor options,
            ProcessWatchListener listener,
            WorkInHand work,
            HoldGuard guard) {
        this.patches = patches;
        this.options = options;
        this.listener = listener;
        this.work = work;
        this.guard = guard;
    }

    /** Patches a process that is held, and lets it go on whatever happens. */
    void held(HeldStart start) {
        if (patches.get().isEmpty()) {
            start.release();
        } else {
            HeldStart.Asked asked = start.ask();
            HoldGuard.Guarded guarded = guard.over(start.age(), asked::giveUp);
            work.runUrgent(() -> whileHeld(asked, guarded));
        }
    }

    private Optional<Again> whileHeld(HeldStart.Asked asked, HoldGuard.Guarded guarded) {
        HeldStart start = asked.start();
        StartedProcess patched;
        try {
            patched = patched(asked, guarded);
        } catch (RuntimeException e) {
            return again(start.pid(), 0, problem(e));
        } finally {
            guarded.end();
        }
        listener.patched(patched);
        return Optional.empty();
    }

    private StartedProcess patched(HeldStart.Asked asked, HoldGuard.Guarded guarded) {
        HeldStart start = asked.start();
        // While it comes to a stop nothing lets it go but that it does not stop in time.
        if (!guarded.letGoBy(() -> {})) {
            throw heldTooLong(Optional.empty());
        }
        List<ChangeReport> changes;
        Mode mode;
        try (HeldStart.Stopped stopped = asked.stopped()) {
            try {
                if (!guarded.letGoBy(stopped.tracee()::close)) {
                    throw heldTooLong(Optional.empty());
                }
                // Nothing leaves a function while the process stands still: waiting for that is for later.
                changes = patches.get().putInto(stopped.tracee(), true, options, o -> o.withTimeout(Duration.ZERO));
            } catch (RuntimeException e) {
                // What it fails by, being let go in the middle, says less.
                throw guarded.letGoBy(() -> {}) ? e : heldTooLong(Optional.of(e));
            }
            mode = stopped.atPlace() ? Mode.FIRST_CALL : Mode.LATE;
        }
        return new StartedProcess(start.pid(), mode, changes, start.age());
    }

    /** Patches a process that runs. */
    void running(int pid) {
        if (!patches.get().isEmpty()) {
            work.run(() -> whileRunning(pid, 0));
        }
    }

    private Optional<Again> whileRunning(int pid, int tries) {
        List<ChangeReport> changes;
        try (Tracee tracee = Tracee.of(LinuxProcess.of(pid))) {
            changes = patches.get().putInto(tracee, false, options, UnaryOperator.identity());
        } catch (RuntimeException e) {
            return again(pid, tries, problem(e));
        }
        listener.patched(new StartedProcess(pid, Mode.LATE, changes, Duration.ZERO));
        return Optional.empty();
    }

    private Optional<Again> again(int pid, int tries, PatchException problem) {
        boolean hopeless =
                problem.kind() == PatchException.Kind.REFUSED || problem.id().equals("process-vanished");
        return hopeless || tries >= LATE_TRIES.size()
                ? failed(pid, problem)
                : Optional.of(new Again(LATE_TRIES.get(tries), () -> whileRunning(pid, tries + 1)));
    }

    private Optional<Again> failed(int pid, PatchException problem) {
        listener.failed(pid, problem);
        return Optional.empty();
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

    private PatchException heldTooLong(Optional<RuntimeException> cause) {
        PatchException told = new PatchException(
                PatchException.Kind.TROUBLE,
                "held-too-long",
                "Patching the process as it started took longer than %d ms, so it was let go before that was done."
                        .formatted(guard.longest().toMillis()),
                "See suture status for what it has; the machine may be overloaded.");
        cause.ifPresent(told::addSuppressed);
        return told;
    }
}
