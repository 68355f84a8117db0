package dev.suture.agent.client;

import dev.suture.agent.wire.Call;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.CheckReport;
import dev.suture.manager.HistoryEntry;
import dev.suture.manager.InstalledPackage;
import dev.suture.manager.Outcome;
import dev.suture.manager.PackageKey;
import dev.suture.manager.PatchService;
import dev.suture.manager.PlannedStep;
import dev.suture.manager.RecoveryReport;
import dev.suture.manager.SavedStates;
import dev.suture.manager.StatusReport;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import dev.suture.manager.Sweep;
import dev.suture.manager.SweepReport;
import dev.suture.manager.TargetReport;
import dev.suture.manager.WantedState;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The patches of an agent. */
public final class RemotePatchService implements PatchService {
    private final Supplier<AgentConnection> agent;

    /** @param agent a conversation that can go on, each time it is asked for */
    public RemotePatchService(Supplier<AgentConnection> agent) {
        this.agent = agent;
    }

    @Override
    public List<StoredPatch> list() {
        return question(Calls.LIST, new Params.None()).values();
    }

    @Override
    public List<StoredPatch> installedOnly() {
        return question(Calls.INSTALLED_ONLY, new Params.None()).values();
    }

    @Override
    public List<InstalledPackage> installed() {
        return question(Calls.INSTALLED, new Params.None()).values();
    }

    @Override
    public List<StoreProblem> problems() {
        return question(Calls.PROBLEMS, new Params.None()).values();
    }

    @Override
    public List<WantedState> wanted() {
        return question(Calls.WANTED, new Params.None()).values();
    }

    @Override
    public List<StoredPatch> known(String identifier) {
        return question(Calls.KNOWN, new Params.Identified(identifier)).values();
    }

    @Override
    public List<StoredPatch> find(String identifier, Optional<PackageKey> key) {
        return ask(Calls.FIND, new Params.Find(identifier, text(key))).values();
    }

    @Override
    public StoredPatch add(Path patchFile) {
        return ask(Calls.ADD, new Params.Add(patchFile.toString(), null))
                .values()
                .getFirst();
    }

    @Override
    public List<StoredPatch> addPackage(Path source, Optional<PackageKey> key) {
        return ask(Calls.ADD_PACKAGE, new Params.Add(source.toString(), text(key)))
                .values();
    }

    @Override
    public StoredPatch forget(String identifier, boolean dryRun) {
        return ask(Calls.FORGET, new Params.Forget(identifier, dryRun)).values().getFirst();
    }

    @Override
    public List<TargetProcess> processes(String identifier) {
        return question(Calls.PROCESSES, new Params.Identified(identifier)).values();
    }

    @Override
    public StatusReport status(Optional<String> identifier) {
        return question(Calls.STATUS, new Params.Identified(identifier.orElse(null)))
                .report();
    }

    @Override
    public List<TargetReport> targets(Optional<String> identifier) {
        return question(Calls.TARGETS, new Params.Identified(identifier.orElse(null)))
                .values();
    }

    @Override
    public List<CheckReport> check(ChangeRequest request, Progress progress) {
        return agent.get()
                .call(Calls.CHECK, token -> Params.Change.of(request, token), progress)
                .values();
    }

    @Override
    public List<PlannedStep> plan(ChangeRequest request) {
        return question(Calls.PLAN, Params.Change.of(request, null)).values();
    }

    @Override
    public List<Outcome> change(ChangeRequest request, Progress progress) {
        return agent.get()
                .call(Calls.CHANGE, token -> Params.Change.of(request, token), progress)
                .values();
    }

    @Override
    public List<PlannedStep> planSweep(Sweep sweep, Set<Integer> pids) {
        return question(Calls.PLAN_SWEEP, Params.Sweeping.of(sweep, pids, Duration.ZERO, null))
                .values();
    }

    @Override
    public SweepReport sweep(Sweep sweep, Set<Integer> pids, Duration timeout, Progress progress) {
        return agent.get()
                .call(Calls.SWEEP, token -> Params.Sweeping.of(sweep, pids, timeout, token), progress)
                .report();
    }

    @Override
    public SavedStates save(boolean dryRun) {
        return ask(Calls.SAVE, new Params.Save(dryRun)).states();
    }

    @Override
    public RecoveryReport recover(boolean dryRun, Duration timeout, Progress progress) {
        return agent.get()
                .call(Calls.RECOVER, token -> Params.Recover.of(dryRun, timeout, token), progress)
                .report();
    }

    @Override
    public List<HistoryEntry> history(int count) {
        return question(Calls.HISTORY, new Params.Latest(count)).values();
    }

    /** What only looks is asked again where the agent has died since it was last spoken to: another may take its place. */
    private <P, R> R question(Call<P, R> call, P params) {
        try {
            return ask(call, params);
        } catch (PatchException e) {
            if (!e.id().equals(AgentConnection.LOST)) {
                throw e;
            }
            return ask(call, params);
        }
    }

    private <P, R> R ask(Call<P, R> call, P params) {
        return agent.get().call(call, params);
    }

    private static String text(Optional<PackageKey> key) {
        return key.map(PackageKey::spki).orElse(null);
    }
}
