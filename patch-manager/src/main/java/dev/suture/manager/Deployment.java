package dev.suture.manager;

import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.TargetProcess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One patch on the processes of this machine: how it stands, and what a change has to do where. */
final class Deployment {
    private final StoredPatch patch;
    private final PatchDriver driver;
    private final WantedStates wantedStates;

    Deployment(StoredPatch patch, PatchDriver driver, WantedStates wantedStates) {
        this.patch = patch;
        this.driver = driver;
        this.wantedStates = wantedStates;
    }

    StoredPatch patch() {
        return patch;
    }

    PatchDriver driver() {
        return driver;
    }

    WantedEntry wanted() {
        return wantedStates.of(patch);
    }

    List<TargetProcess> processes() {
        return driver.processes(patch.info()).stream()
                .sorted(Comparator.comparingInt(TargetProcess::pid))
                .toList();
    }

    PatchStatus status() {
        return status(processes());
    }

    /** @param processes those to be looked at */
    PatchStatus status(List<TargetProcess> processes) {
        WantedEntry wanted = wanted();
        List<ProcessState> states = new ArrayList<>();
        boolean failed = false;
        for (TargetProcess process : processes) {
            PatchState state = PatchState.UNKNOWN;
            try {
                state = driver.status(patch.file(), process.pid());
            } catch (PatchException e) {
                failed = true;
            }
            states.add(new ProcessState(process, state, wantedStates.in(wanted, process.pid())));
        }
        if (failed) {
            // A process that ended while it was looked at is not one whose state is unknown.
            List<Integer> running = pids(processes());
            states.removeIf(s -> s.state() == PatchState.UNKNOWN
                    && !running.contains(s.process().pid()));
        }
        return PatchStatus.of(patch, wanted.state(), states);
    }

    /** How it stands in one process: UNKNOWN if that cannot be read. */
    PatchState stateIn(int pid) {
        try {
            return driver.status(patch.file(), pid);
        } catch (PatchException e) {
            return PatchState.UNKNOWN;
        }
    }

    /**
     * What the action has to do on the given processes, or on all that it makes sense for.
     *
     * @param pids empty means all
     * @param processes those of the target
     * @throws PatchException (REFUSED) if there is none
     */
    List<Transaction.Plan> plan(Action action, Set<Integer> pids, List<TargetProcess> processes) {
        List<ProcessState> wanted = wanted(pids, processes);
        requireClear(action, wanted);
        List<ProcessState> idle = wanted.stream()
                .filter(p -> action.stepsFrom(p.state()).isEmpty())
                .toList();
        boolean all = pids.isEmpty();
        if (all ? idle.size() == wanted.size() : !idle.isEmpty()) {
            throw refusal(action, idle);
        }
        return wanted.stream()
                .filter(p -> !idle.contains(p))
                .map(p -> new Transaction.Plan(patch, driver, p.process(), p.state(), action.stepsFrom(p.state()), all))
                .toList();
    }

    private List<ProcessState> wanted(Set<Integer> pids, List<TargetProcess> processes) {
        List<ProcessState> running = status(processes).processes();
        PatchInfo info = patch.info();
        // A process that was named is told of by what it maps instead, which says more than that it is not one of
        // these.
        if (running.isEmpty()) {
            pids.stream().sorted().forEach(pid -> driver.requireTarget(info, pid));
            throw new PatchException(
                    Kind.REFUSED,
                    ChangePlanner.NO_PROCESS,
                    "No running process maps %s with build-id %s.".formatted(info.targetName(), info.targetBuildId()),
                    "Start it, or build the patch for the build that runs; another user's processes need root.");
        }
        if (pids.isEmpty()) {
            return running;
        }
        Set<Integer> strangers = new TreeSet<>(pids);
        running.forEach(p -> strangers.remove(p.process().pid()));
        if (!strangers.isEmpty()) {
            strangers.forEach(pid -> driver.requireTarget(info, pid));
            throw new PatchException(
                    Kind.REFUSED,
                    ChangePlanner.NO_PROCESS,
                    "Not a running process of %s with build-id %s: %s."
                            .formatted(info.targetName(), info.targetBuildId(), join(strangers)),
                    "Its processes are: %s."
                            .formatted(join(pids(
                                    running.stream().map(ProcessState::process).toList()))));
        }
        return running.stream().filter(p -> pids.contains(p.process().pid())).toList();
    }

    /** A process that is neither here nor there is none that the action may pass over as if it made no sense in it. */
    private void requireClear(Action action, List<ProcessState> wanted) {
        List<ProcessState> unclear = wanted.stream()
                .filter(p -> p.state() == PatchState.UNKNOWN || p.state() == PatchState.PARTLY_ACTIVED)
                .toList();
        // Where the state could not be read, the driver's own words say more than a state could.
        unclear.forEach(p -> driver.status(patch.file(), p.process().pid()));
        if (!unclear.isEmpty()) {
            throw new PatchException(
                    Kind.REFUSED,
                    "unclear-state",
                    "Patch %s is in no state from which `%s` is possible: %s. Nothing was changed."
                            .formatted(patch.label(), action.word(), where(unclear)),
                    "`suture recover` mends what a cut off change has left; else another tool has changed the process: restart it when it suits.");
        }
    }

    private PatchException refusal(Action action, List<ProcessState> idle) {
        return new PatchException(
                Kind.REFUSED,
                action.refusalId(),
                "Patch %s %s: %s.".formatted(patch.label(), action.refusal(), where(idle)),
                action.remedy());
    }

    private static String where(List<ProcessState> states) {
        return states.stream()
                .map(p -> "process %d is %s"
                        .formatted(p.process().pid(), p.state().label()))
                .collect(Collectors.joining(", "));
    }

    static List<Integer> pids(List<TargetProcess> processes) {
        return processes.stream().map(TargetProcess::pid).toList();
    }

    static String join(Collection<Integer> pids) {
        return pids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
