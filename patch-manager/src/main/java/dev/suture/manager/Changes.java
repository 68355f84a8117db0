package dev.suture.manager;

import dev.suture.manager.journal.OpenJournal;
import dev.suture.manager.journal.PlannedChange;
import dev.suture.manager.journal.Unfinished;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes of processes with one patch or all of a package: locked, journalled, all or nothing, and then written down. */
final class Changes {
    /** No process started then. */
    private static final long GONE = -1;

    private final Storage storage;
    private final PluginKinds kinds;

    Changes(Storage storage, PluginKinds kinds) {
        this.storage = storage;
        this.kinds = kinds;
    }

    /** @param patches of the store */
    List<Outcome> run(ChangeRequest request, List<StoredPatch> patches, Progress progress) {
        try (Locks.Held _ = storage.locks().patches(patches, request.timeout())) {
            patches.forEach(storage.patches()::checkUntouched);
            if (request.action() == Action.ACCEPT) {
                return patches.stream().map(this::accept).toList();
            }
            ChangePlanner planner = planner(request, patches);
            Map<StoredPatch, List<TargetProcess>> processes = planner.processes();
            try (Locks.Held _ = storage.locks().processes(planner.concerned(processes), request.timeout())) {
                requireNothingUnfinished(planner.concerned(processes));
                List<Transaction.Plan> plans = planner.plans(processes);
                return run(request.action(), plans, request.pids().isEmpty(), request.timeout(), progress);
            }
        }
    }

    /**
     * Runs plans; patches and processes are locked by the caller, and nothing of these is unfinished.
     *
     * @param everywhere whether they change what is wanted of the patches in all processes
     */
    List<Outcome> run(
            Action action, List<Transaction.Plan> plans, boolean everywhere, Duration timeout, Progress progress) {
        patches(plans).forEach(storage.wanted()::requireWritable);
        List<Transaction.Changed> changed;
        try (OpenJournal journal = begin(action, plans, everywhere)) {
            Transaction transaction = new Transaction(new DriverOptions(timeout), journal, progress);
            try {
                changed = transaction.run(plans);
            } catch (PatchException e) {
                if (transaction.isClean()) {
                    journal.complete();
                }
                throw e;
            }
            for (StoredPatch patch : patches(plans)) {
                storage.wanted().changed(action, patch, everywhere, changedProcesses(patch, changed));
            }
            journal.complete();
        }
        return patches(plans).stream().map(p -> outcome(p, changed)).toList();
    }

    private OpenJournal begin(Action action, List<Transaction.Plan> plans, boolean everywhere) {
        try {
            return storage.journals()
                    .begin(
                            action.word(),
                            everywhere,
                            plans.stream()
                                    .map(p -> new PlannedChange(
                                            p.patch().id(),
                                            p.patch().label(),
                                            p.pid(),
                                            startTicks(p.pid()),
                                            p.before(),
                                            p.after()))
                                    .toList());
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "journal-unwritable",
                    "What is about to be done cannot be written down: %s. Nothing was changed."
                            .formatted(e.getMessage()),
                    "Check the rights of the store's folder and its free space.",
                    e);
        }
    }

    /**
     * The processes are locked: who still has a journal of one of them has not come to its end, or is about to recover what
     * another has left.
     */
    void requireNothingUnfinished(Collection<Integer> pids) {
        for (Unfinished unfinished : storage.unfinished()) {
            for (PlannedChange change : unfinished.header().changes()) {
                boolean same = pids.contains(change.pid())
                        && startTicks(change.pid()) == change.startTicks()
                        && unfinished.header().bootId().equals(storage.machine().bootId());
                if (same) {
                    throw new PatchException(
                            Kind.REFUSED,
                            "unfinished-change",
                            "A change of process %d (%s %s) was cut off and is neither done nor undone. Nothing was changed."
                                    .formatted(change.pid(), unfinished.header().action(), change.label()),
                            "`suture recover` finishes or undoes it; then run the command again.");
                }
            }
        }
    }

    private long startTicks(int pid) {
        return storage.machine().startTicks(pid).orElse(GONE);
    }

    private List<WantedStates.Process> changedProcesses(StoredPatch patch, List<Transaction.Changed> changed) {
        return changed.stream()
                .filter(c -> c.patch().equals(patch))
                .map(c -> c.report().pid())
                .map(pid -> new WantedStates.Process(pid, startTicks(pid)))
                .toList();
    }

    private static List<StoredPatch> patches(List<Transaction.Plan> plans) {
        return plans.stream().map(Transaction.Plan::patch).distinct().toList();
    }

    private Outcome outcome(StoredPatch patch, List<Transaction.Changed> changed) {
        List<ChangeReport> reports = changed.stream()
                .filter(c -> c.patch().equals(patch))
                .map(Transaction.Changed::report)
                .toList();
        return new Outcome(patch, deployment(patch).status().state(), reports);
    }

    private Outcome accept(StoredPatch patch) {
        requireAcceptable(patch);
        storage.wanted().changed(Action.ACCEPT, patch, true, List.of());
        return new Outcome(patch, deployment(patch).status().state(), List.of());
    }

    private void requireAcceptable(StoredPatch patch) {
        PatchStatus status = deployment(patch).status();
        if (status.wanted() == PatchState.ACCEPTED) {
            throw new PatchException(
                    Kind.REFUSED,
                    "already-accepted",
                    "Patch %s is already accepted.".formatted(patch.label()),
                    "Nothing; `suture deactive` or `suture remove` takes it back.");
        }
        // Where none of its processes runs any more, nothing speaks against it but that it was never made active.
        boolean active = status.processes().isEmpty()
                ? status.wanted() == PatchState.ACTIVED
                : status.state() == PatchState.ACTIVED;
        if (!active) {
            throw new PatchException(
                    Kind.REFUSED,
                    Action.ACCEPT.refusalId(),
                    "Patch %s %s; it is %s."
                            .formatted(
                                    patch.label(),
                                    Action.ACCEPT.refusal(),
                                    status.state().label()),
                    Action.ACCEPT.remedy());
        }
    }

    /** The steps that {@link #run} would make now. */
    List<PlannedStep> plan(ChangeRequest request, List<StoredPatch> patches) {
        List<PlannedStep> steps = new ArrayList<>();
        for (StoredPatch patch : patches) {
            if (storage.patches().holds(patch)) {
                storage.patches().checkUntouched(patch);
            } else {
                steps.add(PlannedStep.inStore(patch.label(), "take a copy of the patch into the store"));
            }
        }
        List<StoredPatch> changed = patches;
        if (request.action() == Action.ACCEPT) {
            patches.forEach(this::requireAcceptable);
        } else {
            ChangePlanner planner = planner(request, patches);
            Map<StoredPatch, List<TargetProcess>> processes = planner.processes();
            requireNothingUnfinished(planner.concerned(processes));
            List<Transaction.Plan> plans = planner.plans(processes);
            plans.forEach(p -> steps.addAll(steps(p)));
            changed = patches(plans);
        }
        changed.forEach(p -> steps.add(PlannedStep.inStore(p.label(), wish(request))));
        return steps;
    }

    private static String wish(ChangeRequest request) {
        PatchState goal = request.action() == Action.ACCEPT
                ? PatchState.ACCEPTED
                : request.action().goal();
        return request.pids().isEmpty()
                ? "write down that it is to be %s in every process".formatted(goal.label())
                : "write down that it is to be %s in %s".formatted(goal.label(), Deployment.join(request.sortedPids()));
    }

    static List<PlannedStep> steps(Transaction.Plan plan) {
        List<PlannedStep> steps = new ArrayList<>();
        PatchState from = plan.before();
        for (Step step : plan.steps()) {
            steps.add(PlannedStep.inProcess(plan, step, from));
            from = step.to();
        }
        return steps;
    }

    private ChangePlanner planner(ChangeRequest request, List<StoredPatch> patches) {
        return new ChangePlanner(request.action(), patches, Set.copyOf(request.pids()), this::deployment, order());
    }

    /** Which patch of the store lies over which. */
    StackOrder order() {
        return new StackOrder(storage.patches().read().patches(), this::deployment);
    }

    Deployment deployment(StoredPatch patch) {
        return new Deployment(patch, kinds.plugin(patch.info().kind()).driver(), storage.wanted());
    }
}
