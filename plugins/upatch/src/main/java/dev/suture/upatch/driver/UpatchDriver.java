package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.nativebridge.Tracee;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import dev.suture.upatch.driver.CodeWrites.Write;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings {@code .upatch} files into running processes and out of them. */
public final class UpatchDriver implements PatchDriver {
    @Override
    public List<TargetProcess> processes(PatchInfo patch) {
        return new TargetFinder(patch.targetBuildId())
                .findAll().stream().map(UpatchDriver::describe).toList();
    }

    private static TargetProcess describe(TargetInProcess target) {
        LinuxProcess process = target.process();
        String command = String.join(" ", process.commandLine());
        return new TargetProcess(
                process.pid(),
                command.isEmpty() ? process.name() : command.replaceAll("\\s+", " "),
                process.threadIds().length,
                target.path());
    }

    @Override
    public void requireTarget(PatchInfo patch, int pid) {
        ProcessErrors.translate(() -> target(patch, pid));
    }

    @Override
    public PatchState status(Path patchFile, int pid) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return ProcessErrors.translate(() -> {
            LinuxProcess process = LinuxProcess.of(pid);
            try (ProcessMemory memory = process.openMemory()) {
                return PatchedProcess.find(process, memory, patch.metadata().id())
                        .map(h -> PatchedProcess.state(memory, h))
                        .orElse(PatchState.NOT_APPLIED);
            }
        });
    }

    @Override
    public ChangeReport load(Path patchFile, int pid, DriverOptions options, Progress progress) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return ProcessErrors.translate(() -> {
            Steps steps = new Steps(progress);
            TargetInProcess target = steps.run("Find the target in process " + pid, () -> target(patch.info(), pid));
            try (Tracee tracee = Tracee.of(target.process())) {
                requireAbsent(patch, tracee);
                new PatchLoader(patch, target, tracee).load(steps);
            }
            return report(pid, PatchState.DEACTIVED, steps);
        });
    }

    @Override
    public ChangeReport active(Path patchFile, int pid, DriverOptions options, Progress progress) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return inProcess(patch, pid, tracee -> {
            PatchHeader header = require(patch, tracee, PatchState.DEACTIVED, "active");
            List<FunctionRange> replaced = replaced(patch, header);
            List<Write> jumps = header.functions().stream()
                    .map(f -> new Write(f.name(), f.oldAddress(), f.saved(), f.jump()))
                    .toList();
            JumpSwitch change = new JumpSwitch(tracee, replaced, jumps, PatchRecords.of(patch, header, tracee));
            return change(tracee, change, PatchState.ACTIVED, "Write the jumps", options, progress);
        });
    }

    @Override
    public ChangeReport deactive(Path patchFile, int pid, DriverOptions options, Progress progress) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return inProcess(patch, pid, tracee -> {
            PatchHeader header = require(patch, tracee, PatchState.ACTIVED, "deactive");
            List<Write> originals = header.functions().stream()
                    .map(f -> new Write(f.name(), f.oldAddress(), f.jump(), f.saved()))
                    .toList();
            JumpSwitch change =
                    new JumpSwitch(tracee, code(tracee, header), originals, PatchRecords.of(patch, header, tracee));
            return change(tracee, change, PatchState.DEACTIVED, "Put the original code back", options, progress);
        });
    }

    @Override
    public ChangeReport remove(Path patchFile, int pid, DriverOptions options, Progress progress) {
        UpatchFile patch = UpatchFile.open(patchFile);
        return inProcess(patch, pid, tracee -> {
            PatchHeader header = require(patch, tracee, PatchState.DEACTIVED, "remove");
            Steps steps = new Steps(progress);
            // Nothing is written: the look alone tells whether a thread has yet to return into the patch. No thread
            // can enter it again, as no jump leads there any more.
            JumpSwitch.Result left = steps.run(
                    "See that no thread is inside the patch",
                    () -> new JumpSwitch(
                                    tracee, code(tracee, header), List.of(), PatchRecords.of(patch, header, tracee))
                            .run(options));
            new PatchUnmapping(tracee, patch, header).run(steps);
            return report(pid, PatchState.NOT_APPLIED, steps, left);
        });
    }

    /** The functions the jumps go over, and their parts elsewhere, which jump back into them. */
    private static List<FunctionRange> replaced(UpatchFile patch, PatchHeader header) {
        UpatchFunction first = patch.functions().getFirst();
        long bias = header.functions().getFirst().oldAddress() - first.oldAddress();
        return Stream.concat(
                        header.functions().stream()
                                .map(f -> new FunctionRange(f.name(), f.oldAddress(), f.oldAddress() + f.oldSize())),
                        patch.metadata().coldParts().stream()
                                .map(c ->
                                        new FunctionRange(c.name(), bias + c.address(), bias + c.address() + c.size())))
                .toList();
    }

    /** All code of the patch: besides the replacements, the new functions they call and the stubs. */
    private static List<FunctionRange> code(Tracee tracee, PatchHeader header) {
        return tracee.process().maps().stream()
                .filter(m -> m.executable() && m.start() >= header.start() && m.end() <= header.start() + header.size())
                .map(m -> new FunctionRange("the patch", m.start(), m.end()))
                .toList();
    }

    private static ChangeReport change(
            Tracee tracee, JumpSwitch change, PatchState state, String text, DriverOptions options, Progress progress) {
        Steps steps = new Steps(progress);
        JumpSwitch.Result result = steps.run(text, () -> change.run(options));
        return report(tracee.process().pid(), state, steps, result);
    }

    @FunctionalInterface
    private interface Work {
        ChangeReport on(Tracee tracee);
    }

    private static ChangeReport inProcess(UpatchFile patch, int pid, Work work) {
        return ProcessErrors.translate(() -> {
            try (Tracee tracee = Tracee.of(target(patch.info(), pid).process())) {
                return work.on(tracee);
            }
        });
    }

    private static TargetInProcess target(PatchInfo patch, int pid) {
        LinuxProcess process = LinuxProcess.of(pid);
        TargetFinder finder = new TargetFinder(patch.targetBuildId());
        return finder.find(process).orElseThrow(() -> wrongBuild(patch, process, finder));
    }

    private static PatchException wrongBuild(PatchInfo patch, LinuxProcess process, TargetFinder finder) {
        Optional<String> other = finder.otherBuild(process, patch.targetName());
        String found = other.map(b -> "maps %s with build-id %s".formatted(patch.targetName(), b))
                .orElse("does not map " + patch.targetName());
        return new PatchException(
                REFUSED,
                other.isPresent() ? "build-id-mismatch" : "target-not-mapped",
                "Process %d (%s) %s; the patch is for build-id %s. Nothing was changed."
                        .formatted(process.pid(), process.name(), found, patch.targetBuildId()),
                "Build the patch for the program that runs, or restart it with the build the patch is for.");
    }

    private static void requireAbsent(UpatchFile patch, Tracee tracee) {
        Optional<PatchHeader> header = PatchedProcess.find(
                tracee.process(), tracee.memory(), patch.metadata().id());
        if (header.isPresent()) {
            throw wrongState(
                    patch, tracee, "already-applied", PatchedProcess.state(tracee.memory(), header.get()), "apply");
        }
    }

    private static PatchHeader require(UpatchFile patch, Tracee tracee, PatchState wanted, String action) {
        Optional<PatchHeader> header = PatchedProcess.find(
                tracee.process(), tracee.memory(), patch.metadata().id());
        PatchState state =
                header.map(h -> PatchedProcess.state(tracee.memory(), h)).orElse(PatchState.NOT_APPLIED);
        if (state != wanted) {
            throw wrongState(patch, tracee, "wrong-state", state, action);
        }
        return header.orElseThrow();
    }

    private static PatchException wrongState(
            UpatchFile patch, Tracee tracee, String id, PatchState state, String action) {
        return new PatchException(
                REFUSED,
                id,
                "Patch %s is %s in process %d; %s is not possible from there. Nothing was changed."
                        .formatted(
                                patch.metadata().name(),
                                state.label(),
                                tracee.process().pid(),
                                action),
                "See suture status for where each process stands.");
    }

    private static ChangeReport report(int pid, PatchState state, Steps steps) {
        return new ChangeReport(pid, state, steps.done(), Duration.ZERO, Duration.ZERO, 0, 0);
    }

    private static ChangeReport report(int pid, PatchState state, Steps steps, JumpSwitch.Result result) {
        return new ChangeReport(
                pid,
                state,
                steps.done(),
                result.frozen().time(),
                result.waited(),
                result.frozen().threads(),
                result.frozen().ptraceCalls());
    }
}
