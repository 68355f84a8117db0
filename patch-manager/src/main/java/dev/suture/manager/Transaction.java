package dev.suture.manager;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Changes several processes or none: when one fails, those done before go back in reverse order. Used once. */
final class Transaction {
    private final StoredPatch patch;
    private final PatchDriver driver;
    private final DriverOptions options;
    private final Progress progress;
    private final Deque<Done> done = new ArrayDeque<>();

    Transaction(StoredPatch patch, PatchDriver driver, DriverOptions options, Progress progress) {
        this.patch = patch;
        this.driver = driver;
        this.options = options;
        this.progress = progress;
    }

    /**
     * What is to happen to one process.
     *
     * @param mayVanish whether the process ending meanwhile is no failure, as nobody asked for it by number
     */
    record Plan(TargetProcess process, List<Step> steps, boolean mayVanish) {}

    private record Done(int pid, Step step) {}

    /** @throws PatchException saying which process failed and what became of the others */
    List<ChangeReport> run(List<Plan> plans) {
        List<ChangeReport> reports = new ArrayList<>();
        for (Plan plan : plans) {
            int pid = plan.process().pid();
            try {
                reports.add(change(plan));
            } catch (RuntimeException e) {
                if (plan.mayVanish() && isGone(pid)) {
                    done.removeIf(d -> d.pid() == pid);
                    progress.step("Process %d ended meanwhile".formatted(pid));
                    continue;
                }
                throw undo(plan.process(), e);
            }
        }
        return reports;
    }

    private ChangeReport change(Plan plan) {
        int pid = plan.process().pid();
        List<ChangeReport> reports = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (progress.cancelled()) {
                throw new PatchException(
                        Kind.TROUBLE,
                        "cancelled",
                        "The change was cancelled before it was complete.",
                        "Run it again when it suits.");
            }
            reports.add(step.run(driver, patch.file(), pid, options, progress));
            done.push(new Done(pid, step));
        }
        return reports.stream().reduce(Transaction::joined).orElseThrow();
    }

    /** Two steps on one process seen as one change: it stood still for as long as both took together. */
    private static ChangeReport joined(ChangeReport first, ChangeReport second) {
        List<ChangeReport.Step> steps = new ArrayList<>(first.steps());
        steps.addAll(second.steps());
        Duration frozen = first.frozen().plus(second.frozen());
        return new ChangeReport(
                first.pid(),
                second.state(),
                steps,
                frozen,
                first.waited().plus(second.waited()),
                Math.max(first.threads(), second.threads()),
                first.traceCalls() + second.traceCalls());
    }

    private PatchException undo(TargetProcess failed, RuntimeException cause) {
        Set<Integer> putBack = new TreeSet<>();
        Set<Integer> leftChanged = new TreeSet<>();
        List<RuntimeException> suppressed = new ArrayList<>();
        while (!done.isEmpty()) {
            Done last = done.pop();
            if (leftChanged.contains(last.pid())) {
                continue; // Its later step could not be taken back, so neither can this one.
            }
            try {
                last.step().inverse().run(driver, patch.file(), last.pid(), options, new Uncancellable(progress));
                putBack.add(last.pid());
            } catch (RuntimeException e) {
                if (!isGone(last.pid())) {
                    leftChanged.add(last.pid());
                    suppressed.add(e);
                }
            }
        }
        putBack.removeAll(leftChanged);
        putBack.remove(failed.pid());
        PatchException told = tell(failed, cause, putBack, leftChanged);
        suppressed.forEach(told::addSuppressed);
        return told;
    }

    private static PatchException tell(
            TargetProcess failed, RuntimeException cause, Set<Integer> putBack, Set<Integer> leftChanged) {
        StringBuilder text = new StringBuilder(
                "Process %d (%s): %s".formatted(failed.pid(), failed.command(), String.valueOf(cause.getMessage())));
        if (!putBack.isEmpty()) {
            text.append(" The processes done before were put back: %s.".formatted(list(putBack)));
        }
        if (!leftChanged.isEmpty()) {
            text.append(" PARTLY changed are now: %s, which could not be put back.".formatted(list(leftChanged)));
        }
        String remedy = cause instanceof PatchException known
                ? known.remedy()
                : "Run the command again with --debug and report what it prints.";
        if (!leftChanged.isEmpty()) {
            remedy += " Then look at `suture status` and remove the patch from %s.".formatted(list(leftChanged));
        }
        return new PatchException(
                cause instanceof PatchException known ? known.kind() : Kind.TROUBLE,
                cause instanceof PatchException known ? known.id() : "driver-failed",
                text.toString(),
                remedy,
                cause);
    }

    private static String list(Set<Integer> pids) {
        return pids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private boolean isGone(int pid) {
        try {
            return driver.processes(patch.info()).stream().noneMatch(p -> p.pid() == pid);
        } catch (RuntimeException e) {
            return false; // Not known to be gone.
        }
    }

    /** Cancelling stops a change; it must not stop putting things back. */
    private record Uncancellable(Progress progress) implements Progress {
        @Override
        public void step(String text) {
            progress.step(text);
        }
    }
}
