package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.TargetProcess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Works out what a change has to do where, and refuses what no order of steps makes right. Of patches that replace the same
 * function, the one made active later lies over the other: it has to come off first.
 */
final class ChangePlanner {
    static final String NO_PROCESS = "no-process";

    private final Action action;
    private final List<Deployment> deployments;
    private final Set<Integer> pids;
    private final StackOrder order;

    /**
     * @param patches one, or all of a package
     * @param pids the processes; empty means all
     * @param deployment of a patch
     * @param order which patch lies over which
     */
    ChangePlanner(
            Action action,
            List<StoredPatch> patches,
            Set<Integer> pids,
            Function<StoredPatch, Deployment> deployment,
            StackOrder order) {
        this.action = action;
        this.pids = pids;
        this.order = order;
        this.deployments = inOrder(action, patches.stream().map(deployment).toList());
    }

    /** What lies on top goes on last and comes off first. */
    private static List<Deployment> inOrder(Action action, List<Deployment> deployments) {
        Comparator<Deployment> bySequence = Comparator.comparingLong(ChangePlanner::sequence);
        return deployments.stream()
                .sorted(action.goal() == PatchState.ACTIVED ? bySequence : bySequence.reversed())
                .toList();
    }

    /** One that is not active yet comes after all that are. */
    private static long sequence(Deployment deployment) {
        long sequence = deployment.wanted().sequence();
        return sequence == 0 ? Long.MAX_VALUE : sequence;
    }

    /** The processes of each patch's target. */
    Map<StoredPatch, List<TargetProcess>> processes() {
        Map<StoredPatch, List<TargetProcess>> processes = new LinkedHashMap<>();
        deployments.forEach(d -> processes.put(d.patch(), d.processes()));
        return processes;
    }

    /** Those of the processes that the change is meant for. */
    Set<Integer> concerned(Map<StoredPatch, List<TargetProcess>> processes) {
        return processes.values().stream()
                .flatMap(p -> Deployment.pids(p).stream())
                .filter(pid -> pids.isEmpty() || pids.contains(pid))
                .collect(Collectors.toSet());
    }

    /**
     * What is to be done, in this order.
     *
     * @param processes of {@link #processes()}
     * @throws PatchException (REFUSED) if there is nothing to do, or if another patch lies in the way
     */
    List<Transaction.Plan> plans(Map<StoredPatch, List<TargetProcess>> processes) {
        List<Transaction.Plan> plans = new ArrayList<>();
        List<PatchException> idle = new ArrayList<>();
        for (Deployment deployment : deployments) {
            List<TargetProcess> running = processes.get(deployment.patch());
            try {
                plans.addAll(deployment.plan(action, pidsFor(running), running));
            } catch (PatchException e) {
                if (!isIdle(e)) {
                    throw e;
                }
                idle.add(e); // Of a package, not every target has to run.
            }
        }
        if (plans.isEmpty()) {
            throw idle.getFirst();
        }
        Set<String> before = new HashSet<>();
        for (Transaction.Plan plan : plans) {
            order.obstacle(plan, before).ifPresent(e -> {
                throw e;
            });
            before.add(plan.patch().id());
        }
        return plans;
    }

    /** Whether it says no more than that there is nothing to do. */
    private boolean isIdle(PatchException e) {
        return e.kind() == Kind.REFUSED && (e.id().equals(action.refusalId()) || e.id().equals(NO_PROCESS));
    }

    /** Those of the processes that run this patch's target; all given ones if none does, to be told of them. */
    private Set<Integer> pidsFor(List<TargetProcess> running) {
        if (deployments.size() == 1) {
            return pids;
        }
        Set<Integer> mine =
                Deployment.pids(running).stream().filter(pids::contains).collect(Collectors.toSet());
        return mine.isEmpty() ? pids : mine;
    }
}
