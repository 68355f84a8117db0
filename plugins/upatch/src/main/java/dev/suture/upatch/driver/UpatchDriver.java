package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.nativebridge.Tracee;
import dev.suture.nativebridge.UnwindFiles;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.JournalMark;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.ProcessWatch;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import dev.suture.plugin.WatchRequest;
import dev.suture.upatch.driver.AppliedPatch.Standing;
import dev.suture.upatch.driver.CodeWrites.Write;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.rehearsal.Rehearsal;
import dev.suture.upatch.watch.UpatchWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings {@code .upatch} files into running processes and out of them. */
public final class UpatchDriver implements PatchDriver {
    private final UnwindFiles files = new UnwindFiles();

    @Override
    public List<TargetProcess> processes(PatchInfo patch) {
        return new PatchProcesses(patch).find();
    }

    @Override
    public void requireTarget(PatchInfo patch, int pid) {
        ProcessErrors.translate(() -> Targets.require(patch, LinuxProcess.of(pid)));
    }

    @Override
    public PatchState status(Path patchFile, int pid) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return ProcessErrors.translate(() -> {
            LinuxProcess process = LinuxProcess.of(pid);
            try (ProcessMemory memory = process.openMemory()) {
                return AppliedPatch.find(patch, process, memory)
                        .map(AppliedPatch::state)
                        .orElse(PatchState.NOT_APPLIED);
            }
        });
    }

    @Override
    public List<String> overriddenBy(Path patchFile, int pid) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return ProcessErrors.translate(() -> {
            LinuxProcess process = LinuxProcess.of(pid);
            try (ProcessMemory memory = process.openMemory()) {
                return AppliedPatch.find(patch, process, memory).stream()
                        .flatMap(a -> a.over().stream())
                        .map(PatchHeader::id)
                        .toList();
            }
        });
    }

    @Override
    public List<PreflightCheck> check(Path patchFile, int pid) {
        try (Preflight preflight = new Preflight(UpatchFile.open(patchFile), pid)) {
            return preflight.run();
        }
    }

    @Override
    public ChangeReport load(Path patchFile, int pid, DriverOptions options, Progress progress) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return ProcessErrors.translate(() -> {
            try (Preflight preflight = new Preflight(patch, pid)) {
                return load(preflight, pid, options, progress);
            }
        });
    }

    static ChangeReport load(Preflight preflight, int pid, DriverOptions options, Progress progress) {
        Steps steps = new Steps(progress);
        steps.run("Check process " + pid, preflight::require);
        new PatchLoader(preflight.tracee(), options.journal()).load(preflight.placement(), steps);
        return new ChangeReport(pid, PatchState.DEACTIVED, steps.done(), Duration.ZERO, Duration.ZERO, 0, 0);
    }

    @Override
    public ChangeReport active(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return inProcess(patchFile, pid, (patch, tracee) -> active(patch, tracee, files, options, progress));
    }

    static ChangeReport active(
            UpatchFile patch, Tracee tracee, UnwindFiles files, DriverOptions options, Progress progress) {
        AppliedPatch found = require(patch, tracee, "active", PatchState.DEACTIVED);
        Targets.require(patch.info(), tracee.process());
        requireInPlace(found);
        AppliedPatch applied = found.withSavedBytes();
        List<FunctionRange> replaced = applied.replaced(Standing.ORIGINAL);
        List<Write> jumps = applied.jumps(Standing.ORIGINAL);
        return change(
                applied, tracee, files, replaced, jumps, PatchState.ACTIVED, "Write the jumps", options, progress);
    }

    @Override
    public ChangeReport deactive(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return inProcess(patchFile, pid, (patch, tracee) -> {
            AppliedPatch applied = require(patch, tracee, "deactive", PatchState.ACTIVED);
            List<Write> originals = applied.originals(Standing.ACTIVE);
            String text = "Put the original code back";
            return change(
                    applied, tracee, files, applied.code(), originals, PatchState.DEACTIVED, text, options, progress);
        });
    }

    @Override
    public ChangeReport remove(Path patchFile, int pid, DriverOptions options, Progress progress) {
        return inProcess(
                patchFile,
                pid,
                (patch, tracee) -> new PatchRemoval(
                                require(patch, tracee, "remove", PatchState.DEACTIVED, PatchState.ACTIVED),
                                tracee,
                                files,
                                options)
                        .run(new Steps(progress)));
    }

    @Override
    public ChangeReport recover(
            Path patchFile,
            int pid,
            List<JournalMark> marks,
            PatchState goal,
            DriverOptions options,
            Progress progress) {
        ChangeReport repaired = inProcess(
                patchFile,
                pid,
                (patch, tracee) ->
                        new Recovery(patch, tracee, files, marks).repair(goal, options, new Steps(progress)));
        return repaired.then(PatchDriver.super.recover(patchFile, pid, marks, goal, options, progress));
    }

    @Override
    public void rehearse() {
        new Rehearsal(this).run();
    }

    @Override
    public Optional<ProcessWatch> watch(WatchRequest request, ProcessWatchListener listener) {
        return Optional.of(
                UpatchWatch.open(request, listener, (target, patchFiles) -> PatchSeries.of(target, patchFiles, files)));
    }

    private static ChangeReport change(
            AppliedPatch applied,
            Tracee tracee,
            UnwindFiles files,
            List<FunctionRange> mustBeLeft,
            List<Write> writes,
            PatchState state,
            String text,
            DriverOptions options,
            Progress progress) {
        Steps steps = new Steps(progress);
        JumpSwitch change = new JumpSwitch(tracee, files, applied, mustBeLeft, writes);
        JumpSwitch.Result result = steps.run(text, () -> change.run(options));
        return result.report(applied.process().pid(), state, steps);
    }

    @FunctionalInterface
    private interface Work {
        ChangeReport on(UpatchFile patch, Tracee tracee);
    }

    private static ChangeReport inProcess(Path patchFile, int pid, Work work) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return ProcessErrors.translate(() -> {
            try (Tracee tracee = Tracee.of(LinuxProcess.of(pid))) {
                return work.on(patch, tracee);
            }
        });
    }

    /** The patch where it is, in one of these states, and under no other. */
    private static AppliedPatch require(UpatchFile patch, Tracee tracee, String action, PatchState... wanted) {
        AppliedPatch applied = AppliedPatch.find(patch, tracee.process(), tracee.memory())
                .orElseThrow(() -> wrongState(patch, tracee, PatchState.NOT_APPLIED, action));
        PatchState state = applied.state();
        if (!List.of(wanted).contains(state)) {
            throw wrongState(patch, tracee, state, action);
        }
        applied.requireOnTop(action);
        return applied;
    }

    private static void requireInPlace(AppliedPatch applied) {
        if (applied.target().isEmpty()) {
            throw new PatchException(
                    REFUSED,
                    "target-moved",
                    "Process %d has loaded %s anew since patch %s was put in, and the patch is for where it was before. Nothing was changed."
                            .formatted(
                                    applied.process().pid(),
                                    applied.patch().metadata().targetName(),
                                    applied.patch().metadata().name()),
                    "Remove the patch from the process and apply it again.");
        }
    }

    private static PatchException wrongState(UpatchFile patch, Tracee tracee, PatchState state, String action) {
        return new PatchException(
                REFUSED,
                "wrong-state",
                "Patch %s is %s in process %d; %s is not possible from there. Nothing was changed."
                        .formatted(
                                patch.metadata().name(),
                                state.label(),
                                tracee.process().pid(),
                                action),
                "See suture status for where each process stands.");
    }
}
