package dev.suture.manager;

import dev.suture.manager.journal.OpenJournal;
import dev.suture.plugin.ChangeJournal;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Changes several processes, with one patch or several, or none: when one fails, those done before go back in reverse order.
 * Used once.
 */
final class Transaction {
    private final DriverOptions options;
    private final Progress progress;
    private final OpenJournal journal;
    private final Deque<Done> done = new ArrayDeque<>();
    private boolean clean = true;

    /** @param journal of the plans that it will run, with their indices */
    Transaction(DriverOptions options, OpenJournal journal, Progress progress) {
        this.options = options;
        this.journal = journal;
        this.progress = progress;
    }

    /**
     * What is to happen to one process with one patch.
     *
     * @param before how it stands there now
     * @param mayVanish whether the process ending meanwhile is no failure, as nobody asked for it by number
     */
    record Plan(
            StoredPatch patch,
            PatchDriver driver,
            TargetProcess process,
            PatchState before,
            List<Step> steps,
            boolean mayVanish) {
        int pid() {
            return process.pid();
        }

        /** How it stands there afterwards. */
        PatchState after() {
            return steps.getLast().to();
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

    /** How far a plan has come. */
    private record Done(Plan plan, int index, PatchState reached) {
        int pid() {
            return plan.pid();
        }
    }

    /** @throws PatchException saying which process failed and what became of the others */
    List<Changed> run(List<Plan> plans) {
        List<Changed> reports = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            int pid = plan.pid();
            try {
                reports.add(new Changed(plan.patch(), change(plan, i)));
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

    /** Whether no process is left between two states; otherwise the journal has to be kept. */
    boolean isClean() {
        return clean;
    }

    private ChangeReport change(Plan plan, int index) {
        DriverOptions journalled = options.withJournal(journal.of(index));
        List<ChangeReport> reports = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (progress.cancelled()) {
                throw new PatchException(
                        Kind.TROUBLE,
                        "cancelled",
                        "The change was cancelled before it was complete.",
                        "Run it again when it suits.");
            }
            ChangeReport report = plan.run(step, journalled, progress);
            if (!reports.isEmpty()) {
                done.pop();
            }
            done.push(new Done(plan, index, report.state()));
            reports.add(report);
        }
        return reports.stream().reduce(ChangeReport::then).orElseThrow();
    }

    private PatchException undo(TargetProcess failed, RuntimeException cause) {
        Set<Integer> putBack = new TreeSet<>();
        Set<Integer> leftChanged = new TreeSet<>();
        List<RuntimeException> suppressed = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        journalUndoing(suppressed);
        while (!done.isEmpty()) {
            Done last = done.pop();
            if (leftChanged.contains(last.pid())) {
                continue; // What lies over it could not be taken back, so neither can this.
            }
            try {
                for (Step step : Step.path(last.reached(), last.plan().before())) {
                    notes.addAll(last.plan()
                            .run(step, options.withJournal(lenient(last.index())), new Uncancellable(progress))
                            .notes());
                }
                putBack.add(last.pid());
            } catch (RuntimeException e) {
                if (!last.plan().isGone()) {
                    leftChanged.add(last.pid());
                    suppressed.add(e);
                }
            }
        }
        clean = leftChanged.isEmpty();
        putBack.removeAll(leftChanged);
        putBack.remove(failed.pid());
        PatchException told = tell(failed, cause, putBack, leftChanged, notes);
        suppressed.forEach(told::addSuppressed);
        return told;
    }

    private void journalUndoing(List<RuntimeException> suppressed) {
        try {
            journal.undoing();
        } catch (RuntimeException e) {
            suppressed.add(e);
        }
    }

    /** A journal that cannot be written any more must not keep processes from being put back. */
    private ChangeJournal lenient(int index) {
        return mark -> {
            try {
                journal.of(index).mark(mark);
            } catch (PatchException e) {
                progress.step(e.getMessage());
            }
        };
    }

    private static PatchException tell(
            TargetProcess failed,
            RuntimeException cause,
            Set<Integer> putBack,
            Set<Integer> leftChanged,
            List<String> notes) {
        StringBuilder text = new StringBuilder(
                "Process %d (%s): %s".formatted(failed.pid(), failed.command(), String.valueOf(cause.getMessage())));
        if (!putBack.isEmpty()) {
            text.append(" The processes done before were put back: %s.".formatted(list(putBack)));
        }
        if (!leftChanged.isEmpty()) {
            text.append(" PARTLY changed are now: %s, which could not be put back.".formatted(list(leftChanged)));
        }
        notes.forEach(note -> text.append(' ').append(note));
        String remedy = cause instanceof PatchException known
                ? known.remedy()
                : "Run the command again with --debug and report what it prints.";
        if (!leftChanged.isEmpty()) {
            remedy += " `suture recover` tries again to put %s back.".formatted(list(leftChanged));
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
