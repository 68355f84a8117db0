package dev.suture.manager;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes of processes with one patch or all of a package: locked, journalled, all or nothing, and then written down. */
final class Changes {
    private final Storage storage;
    private final PluginKinds kinds;
    private final JournalledRun run;

    Changes(Storage storage, PluginKinds kinds) {
        this.storage = storage;
        this.kinds = kinds;
        this.run = new JournalledRun(storage);
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
                run.requireNothingUnfinished(planner.concerned(processes));
                List<Transaction.Plan> plans = planner.plans(processes);
                List<Transaction.Changed> changed =
                        run.run(request.action(), plans, request.pids().isEmpty(), request.timeout(), progress);
                return patches(plans).stream()
                        .map(p -> outcome(p, processes.get(p), changed))
                        .toList();
            }
        }
    }

    private static List<StoredPatch> patches(List<Transaction.Plan> plans) {
        return plans.stream().map(Transaction.Plan::patch).distinct().toList();
    }

    /** @param processes those of the target, as they were found before the change */
    Outcome outcome(StoredPatch patch, List<TargetProcess> processes, List<Transaction.Changed> changed) {
        List<ChangeReport> reports = changed.stream()
                .filter(c -> c.patch().equals(patch))
                .map(Transaction.Changed::report)
                .toList();
        return new Outcome(patch, deployment(patch).status(processes).state(), reports);
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
            run.requireNothingUnfinished(planner.concerned(processes));
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
