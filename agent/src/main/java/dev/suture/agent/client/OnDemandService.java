package dev.suture.agent.client;

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
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Uses the agent of this machine. What changes processes or the store has one started; what only looks uses the one that runs,
 * or looks itself: for a look nothing has to be left running.
 */
public final class OnDemandService implements PatchService {
    private final LocalAgent agent;
    private final PatchService remote;
    private final Supplier<PatchService> here;

    /** @param here looks in this process; asked each time it is needed */
    public OnDemandService(LocalAgent agent, Supplier<PatchService> here) {
        this.agent = agent;
        this.remote = new RemotePatchService(agent::started);
        this.here = here;
    }

    private PatchService looking() {
        return agent.running()
                .<PatchService>map(c -> new RemotePatchService(() -> c))
                .orElseGet(here);
    }

    @Override
    public List<StoredPatch> list() {
        return looking().list();
    }

    @Override
    public List<StoredPatch> installedOnly() {
        return looking().installedOnly();
    }

    @Override
    public List<InstalledPackage> installed() {
        return looking().installed();
    }

    @Override
    public List<StoreProblem> problems() {
        return looking().problems();
    }

    @Override
    public List<WantedState> wanted() {
        return looking().wanted();
    }

    @Override
    public List<StoredPatch> known(String identifier) {
        return looking().known(identifier);
    }

    @Override
    public List<StoredPatch> find(String identifier, Optional<PackageKey> key) {
        return remote.find(identifier, key);
    }

    @Override
    public StoredPatch add(Path patchFile) {
        return remote.add(patchFile);
    }

    @Override
    public List<StoredPatch> addPackage(Path source, Optional<PackageKey> key) {
        return remote.addPackage(source, key);
    }

    @Override
    public StoredPatch forget(String identifier, boolean dryRun) {
        return dryRun ? looking().forget(identifier, true) : remote.forget(identifier, false);
    }

    @Override
    public List<TargetProcess> processes(String identifier) {
        return looking().processes(identifier);
    }

    @Override
    public StatusReport status(Optional<String> identifier) {
        return looking().status(identifier);
    }

    @Override
    public List<TargetReport> targets(Optional<String> identifier) {
        return looking().targets(identifier);
    }

    @Override
    public List<CheckReport> check(ChangeRequest request, Progress progress) {
        return looking().check(request, progress);
    }

    @Override
    public List<PlannedStep> plan(ChangeRequest request) {
        return looking().plan(request);
    }

    @Override
    public List<Outcome> change(ChangeRequest request, Progress progress) {
        return remote.change(request, progress);
    }

    @Override
    public List<PlannedStep> planSweep(Sweep sweep, Set<Integer> pids) {
        return looking().planSweep(sweep, pids);
    }

    @Override
    public SweepReport sweep(Sweep sweep, Set<Integer> pids, Duration timeout, Progress progress) {
        return remote.sweep(sweep, pids, timeout, progress);
    }

    @Override
    public SavedStates save(boolean dryRun) {
        return dryRun ? looking().save(true) : remote.save(false);
    }

    @Override
    public RecoveryReport recover(boolean dryRun, Duration timeout, Progress progress) {
        return dryRun ? looking().recover(true, timeout, progress) : remote.recover(false, timeout, progress);
    }

    @Override
    public List<HistoryEntry> history(int count) {
        return looking().history(count);
    }
}
