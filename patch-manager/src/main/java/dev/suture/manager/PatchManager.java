package dev.suture.manager;

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

    private PatchManager(PatchStore store, List<PatchPlugin> plugins) {
        this.store = store;
        this.plugins = List.copyOf(plugins);
    }

    /**
     * @param store the store's folder, e.g. {@link StoreLocation#standard()}; made when the first patch is added
     * @param plugins e.g. {@link Plugins#find()}
     */
    public static PatchManager open(Path store, List<PatchPlugin> plugins) {
        return new PatchManager(new PatchStore(store), plugins);
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
        PatchInfo info = readerOf(patchFile).reader().read(patchFile);
        List<StoredPatch> present = list();
        Optional<StoredPatch> same = first(present, p -> p.info().id().equals(info.id()));
        if (same.isPresent()) {
            return same.get();
        }
        first(
                        present,
                        p -> p.info().name().equals(info.name())
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
        return store.add(patchFile, info);
    }

    /** All usable patches of the store, in the order they were added. */
    public List<StoredPatch> list() {
        return store.read().patches();
    }

    /** What is wrong with entries of the store that {@link #list()} leaves out. */
    public List<StoreProblem> problems() {
        return store.read().problems();
    }

    /**
     * The patch somebody means.
     *
     * @param identifier a UUID or its first 8 or more characters, NAME, TARGET/NAME, or the path of a patch file, which
     *     is added
     */
    public StoredPatch find(String identifier) {
        Identifiers identifiers = new Identifiers(list());
        return identifiers
                .resolve(identifier)
                .or(() -> existingFile(identifier).map(this::add))
                .orElseThrow(() -> identifiers.unknown(identifier));
    }

    private static Optional<Path> existingFile(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Files::isRegularFile);
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

    private Outcome change(
            Action action, StoredPatch patch, Set<Integer> pids, DriverOptions options, Progress progress) {
        store.checkUntouched(patch);
        Deployment deployment = deployment(patch);
        List<ChangeReport> reports = deployment.change(action, pids, options, progress);
        return new Outcome(patch, deployment.status().state(), reports);
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
