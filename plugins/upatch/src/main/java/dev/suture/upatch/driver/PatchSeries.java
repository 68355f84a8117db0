package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.elf.ElfFile;
import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Tracee;
import dev.suture.nativebridge.UnwindFiles;
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
    private final UnwindFiles files;

    private record Entry(Path path, UpatchFile patch) {}

    private PatchSeries(List<Entry> entries, TargetFinder finder, UnwindFiles files) {
        this.entries = List.copyOf(entries);
        this.finder = finder;
        this.files = files;
    }

    /**
     * Reads the patches.
     *
     * @param files what is known of the files that processes map
     * @throws PatchException (TROUBLE) if one cannot be read; (REFUSED) if one is for another ELF
     */
    static PatchSeries of(ElfFile target, List<Path> patchFiles, UnwindFiles files) {
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
        return new PatchSeries(entries, new TargetFinder(buildId), files);
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
                .map(this::run)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Run> run(LinuxProcess process) {
        try {
            return finder.find(process).map(target -> {
                Stream<Long> kernelCode = process.maps().stream()
                        .filter(m -> m.path().equals("[vdso]"))
                        .map(MemoryMapping::start);
                return new Run(
                        process,
                        Stream.concat(Stream.of(target.start()), kernelCode).toList());
            });
        } catch (PatchException | ProcessAccessException e) {
            // It ended meanwhile, or belongs to somebody else: not one that could be patched.
            return Optional.empty();
        }
    }

    @Override
    public List<ChangeReport> putInto(
            Tracee tracee, boolean held, OptionsFor options, UnaryOperator<DriverOptions> limits) {
        return ProcessErrors.translate(() -> entries.stream()
                .flatMap(entry -> {
                    DriverOptions chosen =
                            options.of(entry.path(), tracee.process().pid());
                    return put(entry.patch(), tracee, held, limits.apply(chosen)).stream();
                })
                .toList());
    }

    private List<ChangeReport> put(UpatchFile patch, Tracee tracee, boolean held, DriverOptions options) {
        int pid = tracee.process().pid();
        Optional<PatchState> found =
                AppliedPatch.find(patch, tracee.process(), tracee.memory()).map(AppliedPatch::state);
        if (found.equals(Optional.of(PatchState.ACTIVED))) {
            return List.of();
        }
        List<ChangeReport> reports = new ArrayList<>();
        if (found.isEmpty()) {
            try (Preflight preflight = new Preflight(patch, tracee, held)) {
                reports.add(UpatchDriver.load(preflight, pid, options, Progress.NONE));
            }
        }
        reports.add(UpatchDriver.active(patch, tracee, files, options, Progress.NONE));
        return reports;
    }

    @Override
    public PatchException explain(ProcessAccessException e) {
        return ProcessErrors.translate(e);
    }
}
