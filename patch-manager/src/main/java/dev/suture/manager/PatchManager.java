package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps and deploys patches on this machine, with the rights of this process. */
public final class PatchManager implements PatchService {
    private final PatchStore store;
    private final PatchCatalog catalog;
    private final Changes changes;

    private PatchManager(PatchStore store, Optional<Path> installed, List<PatchPlugin> plugins) {
        this.store = store;
        this.catalog = new PatchCatalog(store, installed, new PatchFileReader(plugins));
        this.changes = new Changes(store, new PluginKinds(plugins));
    }

    /**
     * @param store the store's folder, e.g. {@link StoreLocation#standard()}; made when the first patch is added
     * @param plugins e.g. {@link Plugins#find()}
     */
    public static PatchManager open(Path store, List<PatchPlugin> plugins) {
        return new PatchManager(new PatchStore(store), Optional.empty(), plugins);
    }

    /**
     * As {@link #open(Path, List)}, with the packages that are installed on this machine.
     *
     * @param installed their folder, e.g. {@link InstalledLocation#standard()}; need not exist
     */
    public static PatchManager open(Path store, Path installed, List<PatchPlugin> plugins) {
        return new PatchManager(new PatchStore(store), Optional.of(installed), plugins);
    }

    @Override
    public List<StoredPatch> list() {
        return catalog.list();
    }

    @Override
    public List<StoreProblem> problems() {
        return catalog.problems();
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
        throw new UnsupportedOperationException("wanted");
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
        return catalog.add(patchFile);
    }

    @Override
    public List<StoredPatch> addPackage(Path source, Optional<PackageKey> key) {
        return catalog.addPackage(source, key.map(PackageKey::publicKey));
    }

    @Override
    public StoredPatch forget(String identifier, boolean dryRun) {
        StoredPatch patch = one(identifier);
        List<Integer> holders = changes.deployment(patch).status().processes().stream()
                .filter(p -> p.state() != PatchState.NOT_APPLIED)
                .map(p -> p.process().pid())
                .toList();
        if (!holders.isEmpty()) {
            throw new PatchException(
                    Kind.REFUSED,
                    "still-applied",
                    "Patch %s is still in processes: %s.".formatted(patch.label(), Deployment.join(holders)),
                    "`suture remove %s` first.".formatted(patch.label()));
        }
        if (!dryRun) {
            store.delete(patch);
        }
        return patch;
    }

    @Override
    public List<TargetProcess> processes(String identifier) {
        return changes.deployment(one(identifier)).processes();
    }

    @Override
    public StatusReport status(Optional<String> identifier) {
        List<StoreProblem> problems = new ArrayList<>();
        List<PatchStatus> statuses = new ArrayList<>();
        if (identifier.isPresent()) {
            catalog.known(identifier.get(), true)
                    .forEach(p -> statuses.add(changes.deployment(p).status()));
        } else {
            problems.addAll(problems());
            list().forEach(p -> statuses.add(status(p, problems)));
            installedOnly().forEach(p -> statuses.add(status(p, problems)));
        }
        return new StatusReport(statuses, problems);
    }

    /** One patch whose state cannot be told must not hide the others. */
    private PatchStatus status(StoredPatch patch, List<StoreProblem> problems) {
        try {
            return changes.deployment(patch).status();
        } catch (PatchException e) {
            problems.add(new StoreProblem(patch.file().getParent(), e.getMessage(), e.remedy()));
            return new PatchStatus(patch, PatchState.UNKNOWN, List.of());
        }
    }

    @Override
    public List<TargetReport> targets(Optional<String> identifier) {
        throw new UnsupportedOperationException("targets");
    }

    @Override
    public List<CheckReport> check(ChangeRequest request, Progress progress) {
        throw new UnsupportedOperationException("check");
    }

    @Override
    public List<PlannedStep> plan(ChangeRequest request) {
        throw new UnsupportedOperationException("plan");
    }

    @Override
    public List<Outcome> change(ChangeRequest request, Progress progress) {
        return changes.run(
                request.action(),
                find(request.identifier(), request.key()),
                Set.copyOf(request.pids()),
                new dev.suture.plugin.DriverOptions(request.timeout()),
                progress);
    }

    @Override
    public List<PlannedStep> planSweep(Sweep sweep) {
        throw new UnsupportedOperationException("sweep");
    }

    @Override
    public SweepReport sweep(Sweep sweep, Duration timeout, Progress progress) {
        throw new UnsupportedOperationException("sweep");
    }

    @Override
    public SavedStates save(boolean dryRun) {
        throw new UnsupportedOperationException("save");
    }

    @Override
    public RecoveryReport recover(boolean dryRun, Progress progress) {
        throw new UnsupportedOperationException("recover");
    }

    private StoredPatch one(String identifier) {
        List<StoredPatch> found = catalog.known(identifier, true);
        if (found.size() > 1) {
            throw Identifiers.ambiguous(identifier, found);
        }
        return found.getFirst();
    }
}
