package dev.suture.upatch.driver;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.TargetProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The processes that concern a patch: those that map its target, and those that still hold it without. */
final class PatchProcesses {
    private final PatchInfo patch;
    private final TargetFinder finder;

    PatchProcesses(PatchInfo patch) {
        this.patch = patch;
        this.finder = new TargetFinder(patch.targetBuildId());
    }

    List<TargetProcess> find() {
        return LinuxProcess.all().stream()
                .map(this::ifReadable)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<TargetProcess> ifReadable(LinuxProcess process) {
        try {
            return finder.find(process).map(t -> describe(process, t.path())).or(() -> holder(process));
        } catch (PatchException | ProcessAccessException e) {
            // It ended meanwhile, or belongs to somebody else: not one that could be patched.
            return Optional.empty();
        }
    }

    /** A process that has unloaded the target, a library, and has the patch still mapped. */
    private Optional<TargetProcess> holder(LinuxProcess process) {
        if (process.maps().stream().noneMatch(PatchStack::mayHoldHead)) {
            return Optional.empty();
        }
        try (ProcessMemory memory = process.openMemory()) {
            return PatchStack.of(process, memory)
                    .find(patch.id())
                    .map(h -> describe(process, patch.targetName() + " (unloaded)"));
        }
    }

    private static TargetProcess describe(LinuxProcess process, String file) {
        String command = String.join(" ", process.commandLine());
        return new TargetProcess(
                process.pid(),
                command.isEmpty() ? process.name() : command.replaceAll("\\s+", " "),
                process.threadIds().length,
                file,
                user(process.pid()));
    }

    /** proc(5): the folder of a process belongs to its effective user. */
    private static String user(int pid) {
        try {
            return Files.getOwner(Path.of("/proc", Integer.toString(pid))).getName();
        } catch (IOException e) {
            return "";
        }
    }
}
