package dev.suture.manager;

import dev.suture.manager.CheckReport.ProcessChecks;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at all that would speak against applying a patch, without stopping or changing anything. */
final class Preflight {
    private final Storage storage;
    private final Changes changes;

    Preflight(Storage storage, Changes changes) {
        this.storage = storage;
        this.changes = changes;
    }

    /** @param pids the processes; empty means all */
    CheckReport check(StoredPatch patch, Set<Integer> pids, Progress progress) {
        List<PreflightCheck> checks = new ArrayList<>();
        checks.add(untouched(patch));
        Deployment deployment = changes.deployment(patch);
        List<TargetProcess> running = deployment.processes();
        checks.add(processes(patch, deployment, running, pids));
        List<TargetProcess> wanted = running.stream()
                .filter(p -> pids.isEmpty() || pids.contains(p.pid()))
                .toList();
        List<ProcessChecks> results = new ArrayList<>();
        for (TargetProcess process : wanted) {
            progress.step("Check process %d".formatted(process.pid()));
            results.add(new ProcessChecks(process, inProcess(deployment, process.pid())));
        }
        return new CheckReport(patch, checks, results);
    }

    private PreflightCheck untouched(StoredPatch patch) {
        String what = "the stored copy is the file that was added";
        if (!storage.patches().holds(patch)) {
            return PreflightCheck.skipped("stored-patch-altered", what, "the patch is not in the store yet");
        }
        try {
            storage.patches().checkUntouched(patch);
            return PreflightCheck.passed("stored-patch-altered", what, "");
        } catch (PatchException e) {
            return failed(e, what);
        }
    }

    private static PreflightCheck processes(
            StoredPatch patch, Deployment deployment, List<TargetProcess> running, Set<Integer> pids) {
        String what = "processes run %s with build-id %s"
                .formatted(patch.info().targetName(), patch.info().targetBuildId());
        List<Integer> found = Deployment.pids(running);
        List<Integer> strangers =
                pids.stream().filter(pid -> !found.contains(pid)).sorted().toList();
        if (!strangers.isEmpty()) {
            try {
                strangers.forEach(pid -> deployment.driver().requireTarget(patch.info(), pid));
            } catch (PatchException e) {
                return failed(e, what);
            }
        }
        if (found.isEmpty() || !strangers.isEmpty()) {
            return PreflightCheck.failed(
                    "no-process",
                    what,
                    found.isEmpty() ? "none does" : "not so %s".formatted(Deployment.join(strangers)),
                    "Start it, or build the patch for the build that runs; another user's processes need root.");
        }
        return PreflightCheck.passed("no-process", what, Deployment.join(found));
    }

    private List<PreflightCheck> inProcess(Deployment deployment, int pid) {
        List<PreflightCheck> checks = new ArrayList<>();
        StoredPatch patch = deployment.patch();
        checks.add(unfinished(pid));
        try {
            PatchState state = deployment.driver().status(patch.file(), pid);
            checks.add(notActive(state));
            checks.add(order(deployment, pid));
            if (state != PatchState.ACTIVED) {
                List<PreflightCheck> known = List.copyOf(checks);
                deployment.driver().check(patch.file(), pid).stream()
                        .filter(c -> known.stream().noneMatch(k -> k.id().equals(c.id())))
                        .forEach(checks::add);
            }
        } catch (PatchException e) {
            checks.add(failed(e, "the process can be looked at"));
        }
        return checks;
    }

    private PreflightCheck unfinished(int pid) {
        String what = "no change of the process was cut off";
        boolean cutOff = storage.unfinished().stream()
                .filter(u -> u.header().bootId().equals(storage.machine().bootId()))
                .flatMap(u -> u.header().changes().stream())
                .anyMatch(c -> c.pid() == pid && storage.machine().runs(pid, c.startTicks()));
        return cutOff
                ? PreflightCheck.failed(
                        "unfinished-change", what, "one was, or is under way", "`suture recover` mends it.")
                : PreflightCheck.passed("unfinished-change", what, "");
    }

    private static PreflightCheck notActive(PatchState state) {
        String what = "the patch is not active there already";
        return switch (state) {
            case NOT_APPLIED, DEACTIVED -> PreflightCheck.passed("already-applied", what, "it is " + state.label());
            case ACTIVED, ACCEPTED ->
                PreflightCheck.failed("already-applied", what, "it is " + state.label(), Action.APPLY.remedy());
            case PARTLY_ACTIVED, UNKNOWN ->
                PreflightCheck.failed(
                        "already-applied",
                        what,
                        "it is " + state.label(),
                        "If a change was cut off there, `suture recover` mends it.");
        };
    }

    /** Other patches of the same functions: it lies over them. */
    private PreflightCheck order(Deployment deployment, int pid) {
        String what = "no patch that was made active later replaces the same functions";
        StoredPatch patch = deployment.patch();
        StackOrder order = changes.order();
        WantedEntry wanted = deployment.wanted();
        List<StoredPatch> active = order.overlapping(patch).stream()
                .filter(o -> changes.deployment(o).stateIn(pid) == PatchState.ACTIVED)
                .toList();
        List<StoredPatch> later = wanted.activeSomewhere()
                ? active.stream()
                        .filter(o -> changes.deployment(o).wanted().sequence() > wanted.sequence())
                        .toList()
                : List.of();
        if (!later.isEmpty()) {
            return PreflightCheck.failed(
                    "overridden",
                    what,
                    labels(later) + " does",
                    "Take that off first; both go on again in their order.");
        }
        return PreflightCheck.passed("overridden", what, active.isEmpty() ? "" : "it will lie over " + labels(active));
    }

    private static String labels(List<StoredPatch> patches) {
        return patches.stream().map(StoredPatch::label).collect(Collectors.joining(", "));
    }

    private static PreflightCheck failed(PatchException e, String what) {
        return PreflightCheck.failed(
                e.id(), what, e.getMessage(), e.kind() == Kind.BUSY ? "Try again later." : e.remedy());
    }
}
