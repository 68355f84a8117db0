package dev.suture.manager;

import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.manager.SweepReport.Failure;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings processes to the states that are wanted, patch by patch in the order in which they were made active. Each process is
 * a change of its own.
 */
final class Sweeps {
    private final Storage storage;
    private final Changes changes;
    private final JournalledRun run;

    Sweeps(Storage storage, Changes changes) {
        this.storage = storage;
        this.changes = changes;
        this.run = new JournalledRun(storage);
    }

    /** A patch and what it is to be. */
    private record Goal(StoredPatch patch, PatchState state, long sequence) {
        PatchState inProcesses() {
            return state == PatchState.ACCEPTED ? PatchState.ACTIVED : state;
        }
    }

    /** What a sweep is about, and what of it cannot be. */
    private record Work(List<Goal> goals, List<Failure> failures) {}

    private Work work(Sweep sweep) {
        return sweep == Sweep.RESTORE ? saved() : wanted(sweep);
    }

    private Work saved() {
        List<Goal> goals = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        List<StoredPatch> stored = storage.patches().read().patches();
        for (WantedState saved : storage.saved().read().patches()) {
            stored.stream()
                    .filter(p -> p.id().equals(saved.patchId()))
                    .findFirst()
                    .ifPresentOrElse(
                            p -> goals.add(new Goal(p, saved.state(), saved.sequence())),
                            () -> failures.add(new Failure(
                                    saved.patchId(),
                                    Optional.empty(),
                                    Kind.TROUBLE,
                                    "unknown-patch",
                                    "The saved states have the patch %s as %s, and the store does not have it any more."
                                            .formatted(
                                                    saved.patchId(),
                                                    saved.state().label()),
                                    "Add it again, or save the states anew.")));
        }
        // What lies on top comes off first and goes on last.
        Comparator<Goal> bySequence = Comparator.comparingLong(Goal::sequence);
        List<Goal> ordered = new ArrayList<>(goals.stream()
                .filter(g -> g.inProcesses() != PatchState.ACTIVED)
                .sorted(Comparator.comparingLong(
                                (Goal g) -> storage.wanted().of(g.patch()).sequence())
                        .reversed())
                .toList());
        goals.stream()
                .filter(g -> g.inProcesses() == PatchState.ACTIVED)
                .sorted(bySequence)
                .forEach(ordered::add);
        return new Work(ordered, failures);
    }

    private Work wanted(Sweep sweep) {
        List<StoredPatch> stored = storage.patches().read().patches();
        List<Goal> goals = storage.wanted().inOrder().stream()
                .filter(w ->
                        w.state() == PatchState.ACCEPTED || w.state() == PatchState.ACTIVED && sweep == Sweep.RESCAN)
                .flatMap(w -> stored.stream()
                        .filter(p -> p.id().equals(w.patchId()))
                        .map(p -> new Goal(p, w.state(), w.sequence())))
                .toList();
        return new Work(goals, List.of());
    }

    /** The steps that {@link #run} would make now. */
    List<PlannedStep> plan(Sweep sweep, Set<Integer> pids) {
        List<PlannedStep> steps = new ArrayList<>();
        Work work = work(sweep);
        for (Goal goal : work.goals()) {
            if (sweep == Sweep.RESTORE) {
                steps.add(PlannedStep.inStore(
                        goal.patch().label(),
                        "write down that it is to be %s in every process"
                                .formatted(goal.state().label())));
            }
            Deployment deployment = changes.deployment(goal.patch());
            for (ProcessState process : lacking(sweep, goal, deployment.status(), pids)) {
                try {
                    steps.addAll(Changes.steps(plan(goal, deployment, process)));
                } catch (PatchException e) {
                    steps.add(PlannedStep.impossible(goal.patch().label(), process, e));
                }
            }
        }
        return steps;
    }

    SweepReport run(Sweep sweep, Set<Integer> pids, Duration timeout, Progress progress) {
        Work work = work(sweep);
        List<Outcome> changed = new ArrayList<>();
        List<Failure> failures = new ArrayList<>(work.failures());
        for (Goal goal : work.goals()) {
            if (progress.cancelled()) {
                throw new PatchException(
                        Kind.TROUBLE,
                        "cancelled",
                        "The sweep was cancelled after %d of its patches."
                                .formatted(work.goals().indexOf(goal)),
                        "Run it again when it suits.");
            }
            try (Locks.Held _ = storage.locks().patches(List.of(goal.patch()), timeout)) {
                changed.addAll(run(sweep, goal, pids, timeout, progress, failures));
            } catch (PatchException e) {
                failures.add(Failure.of(goal.patch().label(), Optional.empty(), e));
            }
        }
        return new SweepReport(changed, failures);
    }

    private List<Outcome> run(
            Sweep sweep, Goal goal, Set<Integer> pids, Duration timeout, Progress progress, List<Failure> failures) {
        storage.patches().checkUntouched(goal.patch());
        if (sweep == Sweep.RESTORE) {
            storage.wanted().restore(goal.patch(), goal.state(), goal.sequence());
        } else if (!storage.wanted().of(goal.patch()).active()) {
            return List.of(); // Somebody has taken it out meanwhile.
        }
        Deployment deployment = changes.deployment(goal.patch());
        List<TargetProcess> running = deployment.processes();
        List<Transaction.Changed> changed = new ArrayList<>();
        for (ProcessState process : lacking(sweep, goal, deployment.status(running), pids)) {
            int pid = process.process().pid();
            try (Locks.Held _ = storage.locks().processes(Set.of(pid), timeout)) {
                run.requireNothingUnfinished(Set.of(pid));
                PatchState now = deployment.stateIn(pid);
                if (now == goal.inProcesses()) {
                    continue; // Another Suture was faster.
                }
                Transaction.Plan plan =
                        plan(goal, deployment, new ProcessState(process.process(), now, process.wanted()));
                requireOrder(goal, plan, failures);
                changed.addAll(run.run(Action.leadingTo(goal.inProcesses()), List.of(plan), false, timeout, progress));
            } catch (PatchException e) {
                failures.add(Failure.of(goal.patch().label(), Optional.of(pid), e));
            }
        }
        return changed.isEmpty() ? List.of() : List.of(changes.outcome(goal.patch(), running, changed));
    }

    /** One that belongs over a patch which is missing in the process must not go below it. */
    private void requireOrder(Goal goal, Transaction.Plan plan, List<Failure> failures) {
        changes.order().obstacle(plan, Set.of()).ifPresent(e -> {
            throw e;
        });
        Set<String> overlapping = changes.order().overlapping(goal.patch()).stream()
                .map(StoredPatch::label)
                .collect(Collectors.toSet());
        failures.stream()
                .filter(f -> overlapping.contains(f.patch())
                        && f.pid().filter(p -> p == plan.pid()).isPresent())
                .findFirst()
                .ifPresent(f -> {
                    throw new PatchException(
                            Kind.REFUSED,
                            "missing-below",
                            "Patch %s was not put into process %d: it belongs over %s, which could not be."
                                    .formatted(goal.patch().label(), plan.pid(), f.patch()),
                            "See to %s first, then run it again.".formatted(f.patch()));
                });
    }

    private static Transaction.Plan plan(Goal goal, Deployment deployment, ProcessState process) {
        List<Step> steps = Step.path(process.state(), goal.inProcesses());
        if (steps.isEmpty()) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "cannot-sweep",
                    "Patch %s is %s in process %d; from there no step leads to %s."
                            .formatted(
                                    goal.patch().label(),
                                    process.state().label(),
                                    process.process().pid(),
                                    goal.inProcesses().label()),
                    "If a change was cut off there, `suture recover` mends it.");
        }
        return new Transaction.Plan(goal.patch(), deployment.driver(), process.process(), process.state(), steps, true);
    }

    /** The processes that are not as they should be, as far as the sweep is to see to it. */
    private static List<ProcessState> lacking(Sweep sweep, Goal goal, PatchStatus status, Set<Integer> pids) {
        return status.processes().stream()
                .filter(p -> pids.isEmpty() || pids.contains(p.process().pid()))
                .filter(p -> switch (sweep) {
                    case RESTORE -> p.state() != goal.inProcesses();
                    case RESTORE_ACCEPTED -> p.state() != PatchState.ACTIVED && p.wanted() == PatchState.ACTIVED;
                    // Where it is DEACTIVED, somebody wanted it so; new is a process that has nothing of it.
                    case RESCAN -> p.state() == PatchState.NOT_APPLIED && p.wanted() == PatchState.ACTIVED;
                })
                .toList();
    }
}
