package dev.suture.manager;

import dev.suture.pack.PackageReader;
import dev.suture.pack.TemporaryFolder;
import dev.suture.pack.VerifiedPackage;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Builds, keeps and deploys patches on this machine. All methods throw {@link PatchException}. The states it tells come
 * from the processes each time, never from memory.
 */
public final class PatchManager {
    private final PatchStore store;
    private final List<PatchPlugin> plugins;

    private final InstalledPackages installed;

    private PatchManager(PatchStore store, Optional<Path> installed, List<PatchPlugin> plugins) {
        this.store = store;
        this.plugins = List.copyOf(plugins);
        this.installed = new InstalledPackages(installed, this::read);
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
        return plugin(kind).builder().build(request, progress);
    }

    /**
     * Takes a copy of a patch file into the store. Adding the same patch again changes nothing.
     *
     * @throws PatchException also if another patch has the same TARGET/NAME (REFUSED)
     */
    public StoredPatch add(Path patchFile) {
        PatchInfo info = read(patchFile);
        requireFreeName(info);
        return add(patchFile, info, Optional.empty());
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
        try (TemporaryFolder folder = new TemporaryFolder()) {
            VerifiedPackage unpacked = new PackageReader(key).unpack(source, folder.path());
            List<PackagedPatches.Packaged> patches = new PackagedPatches(this::read).read(unpacked, source.toString());
            patches.forEach(p -> requireFreeName(p.info()));
            Optional<PackageOrigin> origin = Optional.of(PackageOrigin.of(unpacked.manifest()));
            return patches.stream().map(p -> add(p.file(), p.info(), origin)).toList();
        }
    }

    private StoredPatch add(Path file, PatchInfo info, Optional<PackageOrigin> origin) {
        Optional<StoredPatch> same = first(list(), p -> p.info().id().equals(info.id()));
        if (same.isEmpty()) {
            return store.add(file, info, origin);
        }
        boolean known = origin.isEmpty() || same.get().origin().equals(origin);
        return known ? same.get() : store.setOrigin(same.get(), origin.get());
    }

    private void requireFreeName(PatchInfo info) {
        first(
                        list(),
                        p -> !p.info().id().equals(info.id())
                                && p.info().name().equals(info.name())
                                && p.info().targetName().equals(info.targetName()))
                .ifPresent(other -> {
                    throw new PatchException(
                            Kind.REFUSED,
                            "name-taken",
                            "The store already has another patch called %s (%s)."
                                    .formatted(other.label(), other.info().id()),
                            "Build this one with another --name, or `suture forget %s` first."
                                    .formatted(other.info().id()));
                });
    }

    private PatchInfo read(Path patchFile) {
        return readerOf(patchFile).reader().read(patchFile);
    }

    /** All usable patches of the store, in the order they were added. */
    public List<StoredPatch> list() {
        return store.read().patches();
    }

    /** What is wrong with entries of the store that {@link #list()} leaves out, and with installed packages. */
    public List<StoreProblem> problems() {
        List<StoreProblem> problems = new ArrayList<>(store.read().problems());
        problems.addAll(installed.read().problems());
        return List.copyOf(problems);
    }

    /** The usable packages that are installed on this machine, whether the store has their patches or not. */
    public List<InstalledPackage> installed() {
        return installed.read().packages();
    }

    /** The installed patches that the store does not have; nobody has applied them by it. */
    public List<StoredPatch> installedOnly() {
        Set<String> stored = list().stream().map(p -> p.info().id()).collect(Collectors.toSet());
        return installed().stream()
                .flatMap(p -> p.patches().stream())
                .filter(p -> !stored.contains(p.info().id()))
                .toList();
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
        List<StoredPatch> known = new ArrayList<>(list());
        known.addAll(installedOnly());
        Identifiers identifiers = new Identifiers(known);
        List<StoredPatch> found = identifiers.resolve(identifier);
        if (!found.isEmpty()) {
            return key.isEmpty() ? stored(found) : signed(identifier, found, key);
        }
        Path path = existing(identifier).orElseThrow(() -> identifiers.unknown(identifier));
        if (PackageReader.recognises(path)) {
            return addPackage(path, key);
        }
        if (Files.isDirectory(path)) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "not-a-patch",
                    "The folder %s is no patch package: it has no package.json.".formatted(path),
                    "Give a patch file, or a package that `suture package` made.");
        }
        if (key.isPresent()) {
            throw unsigned(identifier);
        }
        return List.of(add(path));
    }

    /** Those that are installed only get into the store, so that what is in a process stays known. */
    private List<StoredPatch> stored(List<StoredPatch> found) {
        List<StoredPatch> result = new ArrayList<>();
        for (StoredPatch patch : found) {
            result.add(
                    patch.added().isEmpty()
                            ? first(
                                            addPackage(folderOf(patch), Optional.empty()),
                                            p -> p.info()
                                                    .id()
                                                    .equals(patch.info().id()))
                                    .orElseThrow()
                            : patch);
        }
        return result;
    }

    /** The store keeps no signatures: what was named is checked where it is installed. */
    private List<StoredPatch> signed(String identifier, List<StoredPatch> found, Optional<PublicKey> key) {
        Set<String> ids = found.stream().map(p -> p.info().id()).collect(Collectors.toSet());
        Path folder = installed().stream()
                .filter(p ->
                        p.patches().stream().anyMatch(q -> ids.contains(q.info().id())))
                .map(InstalledPackage::folder)
                .findFirst()
                .orElseThrow(() -> unsigned(identifier));
        return addPackage(folder, key).stream()
                .filter(p -> ids.contains(p.info().id()))
                .toList();
    }

    private Path folderOf(StoredPatch patch) {
        return installed().stream()
                .filter(p -> p.patches().contains(patch))
                .map(InstalledPackage::folder)
                .findFirst()
                .orElseThrow();
    }

    private static PatchException unsigned(String identifier) {
        return new PatchException(
                Kind.REFUSED,
                "package-unsigned",
                "'%s' is no package with a signature, and one was asked for.".formatted(identifier),
                "Give the path of a signed package, or leave --key out if you trust where it came from.");
    }

    private static Optional<Path> existing(String text) {
        try {
            return Optional.of(Path.of(text)).filter(p -> Files.isRegularFile(p) || Files.isDirectory(p));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
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
        return first(plugins, p -> p.kind().equals(kind))
                .orElseThrow(() -> new PatchException(
                        Kind.TROUBLE,
                        "unknown-kind",
                        "This Suture has no plugin for patches of kind '%s'.".formatted(kind),
                        "Known kinds: %s.".formatted(kinds())));
    }

    private PatchPlugin readerOf(Path file) {
        if (!Files.isReadable(file)) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "missing-file",
                    "There is no readable patch file %s.".formatted(file),
                    "Check the path.");
        }
        return first(plugins, p -> p.reader().recognises(file))
                .orElseThrow(() -> new PatchException(
                        Kind.TROUBLE,
                        "not-a-patch",
                        "%s is not a hot patch of a known kind.".formatted(file),
                        "Known kinds: %s. Make one with `suture build`.".formatted(kinds())));
    }

    private String kinds() {
        return plugins.isEmpty()
                ? "none"
                : plugins.stream().map(PatchPlugin::kind).sorted().collect(Collectors.joining(", "));
    }

    private static <T> Optional<T> first(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).findFirst();
    }
}
