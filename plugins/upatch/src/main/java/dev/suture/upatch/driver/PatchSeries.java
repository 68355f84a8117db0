package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.elf.ElfFile;
import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Tracee;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.WatchRequest.OptionsFor;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.watch.StartPatches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The {@code .upatch} files of one target that a process gets together, in order. */
final class PatchSeries implements StartPatches {
    private final List<Entry> entries;
    private final TargetFinder finder;

    private record Entry(Path path, UpatchFile patch) {}

    private PatchSeries(List<Entry> entries, TargetFinder finder) {
        this.entries = List.copyOf(entries);
        this.finder = finder;
    }

    /**
     * Reads the patches.
     *
     * @throws PatchException (TROUBLE) if one cannot be read; (REFUSED) if one is for another ELF
     */
    static PatchSeries of(ElfFile target, List<Path> patchFiles) {
        String buildId = target.buildId()
                .orElseThrow(() -> new PatchException(
                        REFUSED,
                        "no-build-id",
                        target + " has no build-id, so that processes that run it cannot be told from others.",
                        "Link it with --build-id."));
        List<Entry> entries = new ArrayList<>();
        for (Path path : patchFiles) {
            UpatchFile patch = UpatchFile.open(path);
            if (!patch.metadata().targetBuildId().equals(buildId)) {
                throw new PatchException(
                        REFUSED,
                        "build-id-mismatch",
                        "Patch %s is for build-id %s; %s has %s."
                                .formatted(
                                        patch.metadata().name(),
                                        patch.metadata().targetBuildId(),
                                        target,
                                        buildId),
                        "Watch the build of %s that the patch was made for."
                                .formatted(patch.metadata().targetName()));
            }
            entries.add(new Entry(path, patch));
        }
        return new PatchSeries(entries, new TargetFinder(buildId));
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public List<AddressRange> replaced() {
        return entries.stream()
                .flatMap(e -> e.patch().functions().stream())
                .map(f -> new AddressRange(f.oldAddress(), f.oldAddress() + f.oldSize()))
                .toList();
    }

    @Override
    public List<Run> runs() {
        return LinuxProcess.all().stream()
                .map(this::target)
                .flatMap(Optional::stream)
                .map(PatchSeries::run)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<TargetInProcess> target(LinuxProcess process) {
        try {
            return finder.find(process);
        } catch (PatchException | ProcessAccessException e) {
            return Optional.empty(); // It ended meanwhile, or belongs to somebody else.
        }
    }

    private static Optional<Run> run(TargetInProcess target) {
        try {
            Stream<Long> kernelCode = target.process().maps().stream()
                    .filter(m -> m.path().equals("[vdso]"))
                    .map(MemoryMapping::start);
            return Optional.of(new Run(
                    target.process(),
                    Stream.concat(Stream.of(target.start()), kernelCode).toList()));
        } catch (ProcessAccessException e) {
            return Optional.empty(); // ended meanwhile
        }
    }

    @Override
    public List<ChangeReport> putInto(Tracee tracee, OptionsFor options, UnaryOperator<DriverOptions> limits) {
        List<ChangeReport> reports = new ArrayList<>();
        ProcessErrors.translate(() -> {
            int pid = tracee.process().pid();
            TargetInProcess target = finder.find(tracee.process()).orElseThrow(() -> notMapped(pid));
            for (Entry entry : entries) {
                DriverOptions chosen = limits.apply(options.of(entry.path(), pid));
                put(entry.patch(), target, tracee, chosen).forEach(reports::add);
            }
            return reports;
        });
        return reports;
    }

    private static Stream<ChangeReport> put(
            UpatchFile patch, TargetInProcess target, Tracee tracee, DriverOptions options) {
        Optional<PatchState> found =
                AppliedPatch.find(patch, tracee.process(), tracee.memory()).map(AppliedPatch::state);
        if (found.equals(Optional.of(PatchState.ACTIVED))) {
            return Stream.empty();
        }
        List<ChangeReport> reports = new ArrayList<>();
        if (found.isEmpty()) {
            reports.add(UpatchDriver.loadHeld(patch, tracee, options));
        }
        reports.add(UpatchDriver.active(patch, tracee, options, Progress.NONE));
        return reports.stream();
    }

    @Override
    public PatchException explain(ProcessAccessException e) {
        return ProcessErrors.translate(e);
    }

    private static PatchException notMapped(int pid) {
        return new PatchException(
                REFUSED,
                "target-not-mapped",
                "Process %d does not map the target of the patch. Nothing was changed.".formatted(pid),
                "Nothing need be done: it does not run the code that the patch replaces.");
    }
}
