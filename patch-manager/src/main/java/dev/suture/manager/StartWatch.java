package dev.suture.manager;

import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.ProcessWatch;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.StartedProcess;
import dev.suture.plugin.WatchRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gives patches to the processes of one ELF that start from now on, and writes down what it does to each of them. */
public final class StartWatch implements AutoCloseable {
    private final PatchStore store;
    private final PatchDriver driver;
    private final ProcessWatch watch;
    private final StartJournals journals;
    private final Patches patches;

    /** The patches that processes may be getting now, by their files; those of a former list stay known. */
    private static final class Patches {
        private volatile Map<Path, StoredPatch> byFile = Map.of();

        void set(List<StoredPatch> patches) {
            byFile = patches.stream().collect(Collectors.toUnmodifiableMap(StoredPatch::file, Function.identity()));
        }
    }

    private StartWatch(
            PatchStore store, PatchDriver driver, ProcessWatch watch, StartJournals journals, Patches patches) {
        this.store = store;
        this.driver = driver;
        this.watch = watch;
        this.journals = journals;
        this.patches = patches;
    }

    /** @return empty if patches of this kind have no processes to be watched for */
    static Optional<StartWatch> open(
            Storage storage, PatchDriver driver, Path elf, List<StoredPatch> wanted, ProcessWatchListener listener) {
        wanted.forEach(storage.patches()::checkUntouched);
        StartJournals journals = new StartJournals(storage, DriverOptions.DEFAULT.timeout());
        Patches patches = new Patches();
        patches.set(wanted);
        WatchRequest request = new WatchRequest(
                elf,
                wanted.stream().map(StoredPatch::file).toList(),
                (file, pid) -> journals.options(patches.byFile.get(file), pid));
        return driver.watch(request, new Told(listener, journals, driver, patches))
                .map(w -> new StartWatch(storage.patches(), driver, w, journals, patches));
    }

    /** What processes can count on. */
    public ProcessWatch.Mode mode() {
        return watch.mode();
    }

    /** The same for people. */
    public String promise() {
        return watch.promise();
    }

    /**
     * Takes another list of patches. When it returns, no process gets one any more that is not on it.
     *
     * @throws PatchException if a file cannot be used; the list stays as it was
     */
    public void patches(List<StoredPatch> wanted) {
        wanted.forEach(store::checkUntouched);
        Map<Path, StoredPatch> before = patches.byFile;
        patches.set(java.util.stream.Stream.concat(before.values().stream(), wanted.stream())
                .distinct()
                .toList());
        try {
            watch.patches(wanted.stream().map(StoredPatch::file).toList());
            watch.settle();
            patches.set(wanted);
        } catch (PatchException e) {
            patches.set(List.copyOf(before.values()));
            throw e;
        }
    }

    @Override
    public void close() {
        try (journals) {
            watch.close();
        }
    }

    /** Closes the journals, then tells. */
    private record Told(ProcessWatchListener listener, StartJournals journals, PatchDriver driver, Patches patches)
            implements ProcessWatchListener {
        @Override
        public void patched(StartedProcess process) {
            journals.ended(process.pid(), true);
            listener.patched(process);
        }

        @Override
        public void failed(int pid, PatchException problem) {
            journals.ended(pid, patches.byFile.keySet().stream().allMatch(f -> isWhole(f, pid)));
            listener.failed(pid, problem);
        }

        @Override
        public void degraded(PatchException problem) {
            listener.degraded(problem);
        }

        private boolean isWhole(Path file, int pid) {
            try {
                PatchState state = driver.status(file, pid);
                return state == PatchState.NOT_APPLIED || state == PatchState.ACTIVED;
            } catch (PatchException e) {
                return true; // It has ended.
            }
        }
    }
}
