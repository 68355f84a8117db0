package dev.suture.manager;

import dev.suture.manager.PatchStatus.ProcessState;
import dev.suture.manager.journal.Machine;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps and deploys patches on this machine, with the rights of this process. Safe for use by several threads. */
public final class PatchManager implements PatchService {
    private final Storage storage;
    private final PatchCatalog catalog;
    private final Changes changes;
    private final StatusReader statuses;
    private final NewProcesses newProcesses;
    private final History history;

    PatchManager(Path store, Optional<Path> installed, List<PatchPlugin> plugins, Machine machine) {
        this.storage = Storage.at(store, machine);
        this.catalog = new PatchCatalog(storage, installed, new PatchFileReader(plugins));
        this.changes = new Changes(storage, new PluginKinds(plugins));
        this.statuses = new StatusReader(changes);
        this.history = new History(
                new HistoryFile(store.toAbsolutePath(), storage.locks()), System.getProperty("user.name", ""));
        this.newProcesses = new NewProcesses(storage, changes, new ElfPlaces(store.toAbsolutePath(), storage.locks()));
    }

    /**
     * @param store the store's folder, e.g. {@link StoreLocation#standard()}; made when the first patch is added
     * @param plugins e.g. {@link Plugins#find()}
     */
    public static PatchManager open(Path store, List<PatchPlugin> plugins) {
        return new PatchManager(store, Optional.empty(), plugins, Machine.local());
    }

    /**
     * As {@link #open(Path, List)}, with the packages that are installed on this machine.
     *
     * @param installed their folder, e.g. {@link InstalledLocation#standard()}; need not exist
     */
    public static PatchManager open(Path store, Path installed, List<PatchPlugin> plugins) {
        return new PatchManager(store, Optional.of(installed), plugins, Machine.local());
    }

    @Override
    public List<StoredPatch> list() {
        return catalog.list();
    }

    @Override
    public List<StoreProblem> problems() {
        List<StoreProblem> problems = new ArrayList<>(catalog.problems());
        problems.addAll(storage.wanted().problems());
        problems.addAll(storage.journalProblems());
        return List.copyOf(problems);
    }

    @Override
    public List<InstalledPackage> installed() {
        return catalog.installed();
    }

    @Override
    public List<StoredPatch> installedOnly() {
        return catalog.installedOnly();
    }

    @Override
    public List<WantedState> wanted() {
        return storage.wanted().inOrder();
    }

    @Override
    public List<StoredPatch> known(String identifier) {
        return catalog.known(identifier);
    }

    @Override
    public List<StoredPatch> find(String identifier, Optional<PackageKey> key) {
        return catalog.find(identifier, key.map(PackageKey::publicKey));
    }

    @Override
    public StoredPatch add(Path patchFile) {
        return catalog.incoming().add(patchFile);
    }

    @Override
    public List<StoredPatch> addPackage(Path source, Optional<PackageKey> key) {
        return catalog.incoming().addPackage(source, key.map(PackageKey::publicKey));
    }

    @Override
    public StoredPatch forget(String identifier, boolean dryRun) {
        StoredPatch patch = one(identifier);
        try (Locks.Held _ = storage.locks().patches(List.of(patch), DriverOptions.DEFAULT.timeout())) {
            requireUnused(patch);
            if (!dryRun) {
                try (Locks.Held _ = storage.locks().store()) {
                    storage.patches().delete(patch);
                }
            }
            return patch;
        }
    }

    private void requireUnused(StoredPatch patch) {
        if (!storage.patches().holds(patch)) {
            throw new PatchException(
                    Kind.REFUSED,
                    "not-stored",
                    "Patch %s is installed system-wide and not in the store.".formatted(patch.label()),
                    "Remove the package it is installed with.");
        }
        List<Integer> holders = changes.deployment(patch).status().processes().stream()
                .filter(p -> p.state() != PatchState.NOT_APPLIED)
                .map(ProcessState::process)
                .map(TargetProcess::pid)
                .toList();
        if (!holders.isEmpty()) {
            throw new PatchException(
                    Kind.REFUSED,
                    "still-applied",
                    "Patch %s is still in processes: %s.".formatted(patch.label(), Deployment.join(holders)),
                    "`suture remove %s` first.".formatted(patch.label()));
        }
        boolean unfinished = storage.unfinished().stream()
                .flatMap(u -> u.header().changes().stream())
                .anyMatch(c -> c.patchId().equals(patch.id()));
        if (unfinished) {
            throw new PatchException(
                    Kind.REFUSED,
                    "unfinished-change",
                    "A change with the patch %s was cut off, and the patch is needed to finish or undo it."
                            .formatted(patch.label()),
                    "`suture recover` first.");
        }
    }

    @Override
    public List<TargetProcess> processes(String identifier) {
        return changes.deployment(one(identifier)).processes();
    }

    @Override
    public StatusReport status(Optional<String> identifier) {
        return identifier
                .map(id -> catalog.look(id, Optional.empty(), found -> statuses.status(found, List.of())))
                .orElseGet(() -> statuses.status(all(), problems()));
    }

    @Override
    public List<TargetReport> targets(Optional<String> identifier) {
        return identifier
                .map(id -> catalog.look(id, Optional.empty(), statuses::targets))
                .orElseGet(() -> statuses.targets(all()));
    }

    private List<StoredPatch> all() {
        List<StoredPatch> all = new ArrayList<>(list());
        all.addAll(installedOnly());
        return all;
    }

    @Override
    public List<CheckReport> check(ChangeRequest request, Progress progress) {
        Preflight preflight = new Preflight(storage, changes);
        return catalog.look(
                request.identifier(),
                request.key().map(PackageKey::publicKey),
                found -> found.stream()
                        .map(p -> preflight.check(p, request.pids(), progress))
                        .toList());
    }

    @Override
    public List<PlannedStep> plan(ChangeRequest request) {
        return catalog.look(
                request.identifier(), request.key().map(PackageKey::publicKey), found -> changes.plan(request, found));
    }

    @Override
    public List<Outcome> change(ChangeRequest request, Progress progress) {
        return history.change(
                request,
                () -> known(request.identifier()),
                () -> changes.run(request, find(request.identifier(), request.key()), progress));
    }

    @Override
    public List<PlannedStep> planSweep(Sweep sweep, Set<Integer> pids) {
        return new Sweeps(storage, changes).plan(sweep, pids);
    }

    @Override
    public SweepReport sweep(Sweep sweep, Set<Integer> pids, Duration timeout, Progress progress) {
        return history.sweep(sweep, () -> new Sweeps(storage, changes).run(sweep, pids, timeout, progress));
    }

    @Override
    public SavedStates save(boolean dryRun) {
        List<WantedState> states = list().stream()
                .map(this::stateToSave)
                .sorted(Comparator.comparingLong(WantedState::sequence))
                .toList();
        SavedStates saved =
                new SavedStates(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), states);
        if (!dryRun) {
            try (Locks.Held _ = storage.locks().store()) {
                storage.saved().write(saved);
            }
        }
        return saved;
    }

    /** What was asked for; where nothing was asked for all processes, what they have in common. */
    private WantedState stateToSave(StoredPatch patch) {
        WantedEntry wanted = storage.wanted().of(patch);
        PatchState state = wanted.state();
        if (state == PatchState.NOT_APPLIED) {
            PatchState real = changes.deployment(patch).status().state();
            if (real == PatchState.ACTIVED || real == PatchState.DEACTIVED) {
                state = real;
            }
        }
        return new WantedState(patch.id(), state, wanted.sequence());
    }

    @Override
    public RecoveryReport recover(boolean dryRun, Duration timeout, Progress progress) {
        Recovery recovery = new Recovery(storage, changes);
        return dryRun
                ? recovery.run(true, timeout, progress)
                : history.recover(() -> recovery.run(false, timeout, progress));
    }

    @Override
    public List<HistoryEntry> history(int count) {
        return history.latest(count);
    }

    /** What processes that start later are to get; for whoever lives as long as they may start. */
    public NewProcesses newProcesses() {
        return newProcesses;
    }

    private StoredPatch one(String identifier) {
        List<StoredPatch> found = catalog.required(identifier);
        if (found.size() > 1) {
            throw Identifiers.ambiguous(identifier, found);
        }
        return found.getFirst();
    }
}
