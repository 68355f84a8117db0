package dev.suture.manager;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Changes several processes, with one patch or several, or none: when one fails, those done before go back in reverse order. Used once. */
final class Transaction {
    private final DriverOptions options;
    private final Progress progress;
    private final Deque<Done> done = new ArrayDeque<>();

    Transaction(DriverOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * What is to happen to one process with one patch.
     *
     * @param mayVanish whether the process ending meanwhile is no failure, as nobody asked for it by number
     */
    record Plan(StoredPatch patch, PatchDriver driver, TargetProcess process, List<Step> steps, boolean mayVanish) {
        int pid() {
            return process.pid();
        }

        private ChangeReport run(Step step, DriverOptions options, Progress progress) {
            return step.run(driver, patch.file(), pid(), options, progress);
        }

        private boolean isGone() {
            try {
                return driver.processes(patch.info()).stream().noneMatch(p -> p.pid() == pid());
            } catch (RuntimeException e) {
                return false; // Not known to be gone.
            }
        }
    }

    /** What became of a plan. */
    record Changed(StoredPatch patch, ChangeReport report) {}

    private record Done(Plan plan, Step step) {
        int pid() {
            return plan.pid();
        }
    }

    /** @throws PatchException saying which process failed and what became of the others */
    List<Changed> run(List<Plan> plans) {
        List<Changed> reports = new ArrayList<>();
        for (Plan plan : plans) {
            int pid = plan.pid();
            try {
                reports.add(new Changed(plan.patch(), change(plan)));
            } catch (RuntimeException e) {
                if (plan.mayVanish() && plan.isGone()) {
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
        List<ChangeReport> reports = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (progress.cancelled()) {
                throw new PatchException(
                        Kind.TROUBLE,
                        "cancelled",
                        "The change was cancelled before it was complete.",
                        "Run it again when it suits.");
            }
            reports.add(plan.run(step, options, progress));
            done.push(new Done(plan, step));
        }
        return reports.stream().reduce(ChangeReport::then).orElseThrow();
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
                last.plan().run(last.step().inverse(), options, new Uncancellable(progress));
                putBack.add(last.pid());
            } catch (RuntimeException e) {
                if (!last.plan().isGone()) {
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

    /** Cancelling stops a change; it must not stop putting things back. */
    private record Uncancellable(Progress progress) implements Progress {
        @Override
        public void step(String text) {
            progress.step(text);
        }
    }
}
