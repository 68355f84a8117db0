package dev.suture.manager;

import dev.suture.pack.PackageReader;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds, keeps and deploys patches on this machine. All methods throw {@link PatchException}. The states it tells come
 * from the processes each time, never from memory.
 */
public final class PatchManager {
    private final PatchStore store;
    private final List<PatchPlugin> plugins;

    private final PatchFileReader reader;
    private final PatchCatalog catalog;

    private PatchManager(PatchStore store, Optional<Path> installed, List<PatchPlugin> plugins) {
        this.store = store;
        this.plugins = List.copyOf(plugins);
        this.reader = new PatchFileReader(this.plugins);
        this.catalog = new PatchCatalog(store, installed, reader);
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

    public List<PatchPlugin> plugins() {
        return plugins;
    }

    /** Makes a hot patch; it is not added to the store. */
    public BuiltPatch build(String kind, BuildRequest request, Progress progress) {
        return builder(kind).build(request, progress);
    }

    /** What makes patches of a kind. */
    public PatchBuilder builder(String kind) {
        return plugin(kind).builder();
    }

    /** What a patch file says of itself; it is not added to the store. */
    public PatchInfo read(Path patchFile) {
        return reader.read(patchFile);
    }

    /**
     * Checks a whole package, and that its hot patches are what it says; nothing of it is kept.
     *
     * @param key if given, the package must carry a signature that fits it
     */
    public PackageReader.Read check(Path source, Optional<PublicKey> key) {
        return catalog.check(source, key);
    }

    /**
     * Takes a copy of a patch file into the store. Adding the same patch again changes nothing.
     *
     * @throws PatchException also if another patch has the same TARGET/NAME (REFUSED)
     */
    public StoredPatch add(Path patchFile) {
        return catalog.add(patchFile);
    }

    /**
     * Checks a whole package, then takes its hot patches into the store: all of them or none.
     *
     * @param source a package, as an archive or a folder
     * @param key if given, the package must carry a signature that fits it
     * @return the patches in the order of the package
     * @throws PatchException also if another patch has the same TARGET/NAME (REFUSED)
     */
    public List<StoredPatch> addPackage(Path source, Optional<PublicKey> key) {
        return catalog.addPackage(source, key);
    }

    /** All usable patches of the store, in the order they were added. */
    public List<StoredPatch> list() {
        return store.read().patches();
    }

    /** What is wrong with entries of the store that {@link #list()} leaves out, and with installed packages. */
    public List<StoreProblem> problems() {
        return catalog.problems();
    }

    /** The usable packages that are installed on this machine, whether the store has their patches or not. */
    public List<InstalledPackage> installed() {
        return catalog.installed();
    }

    /** The installed patches that the store does not have. */
    public List<StoredPatch> installedOnly() {
        return catalog.installedOnly();
    }

    /**
     * The patch somebody means.
     *
     * @param identifier as for {@link #findAll(String, Optional)}
     * @throws PatchException also if it is a package of several
     */
    public StoredPatch find(String identifier) {
        List<StoredPatch> found = findAll(identifier, Optional.empty());
        if (found.size() > 1) {
            throw Identifiers.ambiguous(identifier, found);
        }
        return found.getFirst();
    }

    /**
     * The patches somebody means: one, or all of a package. Those the store does not have yet are added.
     *
     * @param identifier of a patch: a UUID or its first 8 or more characters, NAME, TARGET/NAME, or the path of a patch
     *     file; of a package: its UUID or the first characters of it, NAME, NAME-VERSION-RELEASE, or the path of an archive
     *     or folder
     * @param key if given, only a package with a signature that fits it will do
     */
    public List<StoredPatch> findAll(String identifier, Optional<PublicKey> key) {
        return catalog.find(identifier, key);
    }

    /** As {@link #findAll}, among what is in the store or installed; adds nothing and is empty if there is none. */
    public List<StoredPatch> known(String identifier) {
        return catalog.known(identifier);
    }

    /** The running processes of the patch's target, by pid. */
    public List<TargetProcess> processes(StoredPatch patch) {
        return deployment(patch).processes();
    }

    /** How the patch stands in each process of its target. */
    public PatchStatus status(StoredPatch patch) {
        return deployment(patch).status();
    }

    /**
     * Loads the patch and makes it active: NOT-APPLIED → ACTIVED.
     *
     * @param pids the processes; empty means all that do not have it active
     */
    public Outcome apply(StoredPatch patch, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(Action.APPLY, patch, pids, options, progress);
    }

    /** DEACTIVED → ACTIVED. */
    public Outcome active(StoredPatch patch, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(Action.ACTIVE, patch, pids, options, progress);
    }

    /** ACTIVED → DEACTIVED. */
    public Outcome deactive(StoredPatch patch, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(Action.DEACTIVE, patch, pids, options, progress);
    }

    /** ACTIVED or DEACTIVED → NOT-APPLIED. */
    public Outcome remove(StoredPatch patch, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(Action.REMOVE, patch, pids, options, progress);
    }

    /** Takes the patch out of the store; refused while a process has it. */
    public void forget(StoredPatch patch) {
        List<Integer> holders = status(patch).processes().stream()
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
        store.delete(patch);
    }

    /** As {@link #apply(StoredPatch, Set, DriverOptions, Progress)}, for all patches of a package. */
    public List<Outcome> apply(List<StoredPatch> patches, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(Action.APPLY, patches, pids, options, progress);
    }

    /** As {@link #active(StoredPatch, Set, DriverOptions, Progress)}, for all patches of a package. */
    public List<Outcome> active(
            List<StoredPatch> patches, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(Action.ACTIVE, patches, pids, options, progress);
    }

    /** As {@link #deactive(StoredPatch, Set, DriverOptions, Progress)}, for all patches of a package. */
    public List<Outcome> deactive(
            List<StoredPatch> patches, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(Action.DEACTIVE, patches, pids, options, progress);
    }

    /** As {@link #remove(StoredPatch, Set, DriverOptions, Progress)}, for all patches of a package. */
    public List<Outcome> remove(
            List<StoredPatch> patches, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(Action.REMOVE, patches, pids, options, progress);
    }

    private Outcome change(
            Action action, StoredPatch patch, Set<Integer> pids, DriverOptions options, Progress progress) {
        return change(action, List.of(patch), pids, options, progress).getFirst();
    }

    private List<Outcome> change(
            Action action, List<StoredPatch> patches, Set<Integer> pids, DriverOptions options, Progress progress) {
        patches.forEach(store::checkUntouched);
        List<Transaction.Plan> plans = new ArrayList<>();
        List<PatchException> idle = new ArrayList<>();
        for (StoredPatch patch : patches) {
            try {
                plans.addAll(deployment(patch).plan(action, patches.size() == 1 ? pids : running(patch, pids)));
            } catch (PatchException e) {
                if (e.kind() != Kind.REFUSED) {
                    throw e;
                }
                idle.add(e); // Of a package, not every target has to run.
            }
        }
        if (plans.isEmpty()) {
            throw idle.getFirst();
        }
        List<Transaction.Changed> changed = new Transaction(options, progress).run(plans);
        return patches.stream()
                .filter(patch -> plans.stream().anyMatch(p -> p.patch().equals(patch)))
                .map(patch -> outcome(patch, changed))
                .toList();
    }

    /** Those of the processes that run this patch's target; all given ones if none does, to be told of them. */
    private Set<Integer> running(StoredPatch patch, Set<Integer> pids) {
        Set<Integer> mine = processes(patch).stream()
                .map(TargetProcess::pid)
                .filter(pids::contains)
                .collect(Collectors.toSet());
        return mine.isEmpty() ? pids : mine;
    }

    private Outcome outcome(StoredPatch patch, List<Transaction.Changed> changed) {
        List<ChangeReport> reports = changed.stream()
                .filter(c -> c.patch().equals(patch))
                .map(Transaction.Changed::report)
                .toList();
        return new Outcome(patch, status(patch).state(), reports);
    }

    private Deployment deployment(StoredPatch patch) {
        return new Deployment(patch, plugin(patch.info().kind()).driver());
    }

    private PatchPlugin plugin(String kind) {
        return plugins.stream()
                .filter(p -> p.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new PatchException(
                        Kind.TROUBLE,
                        "unknown-kind",
                        "This Suture has no plugin for patches of kind '%s'.".formatted(kind),
                        "Known kinds: %s.".formatted(PatchFileReader.kinds(plugins))));
    }
}
