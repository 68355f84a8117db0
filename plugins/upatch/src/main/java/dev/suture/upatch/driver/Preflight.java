package dev.suture.upatch.driver;

import static dev.suture.nativebridge.Tracee.PROT_EXEC;
import static dev.suture.nativebridge.Tracee.PROT_READ;
import static dev.suture.nativebridge.Tracee.PROT_WRITE;
import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.nativebridge.SeccompAnswer;
import dev.suture.nativebridge.Tracee;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at everything that could keep a patch out of a process before anything is done to it; nothing is stopped, but for
 * one thread for some microseconds where there are seccomp filters to be read. What it finds on the way serves the
 * loading.
 */
final class Preflight implements AutoCloseable {
    private final UpatchFile patch;
    private final int pid;
    private final List<Look> looks;

    private final Optional<Tracee> given;
    private final boolean held;
    private Optional<Tracee> tracee = Optional.empty();
    private Optional<TargetInProcess> target = Optional.empty();
    private List<byte[]> code = List.of();
    private Optional<Placement> placement = Optional.empty();

    /**
     * One thing to look at.
     *
     * @param id what a refusal is called
     * @param what for people
     * @param needed whether those behind make no sense without it
     * @param look says what it found; throws what speaks against the patch
     */
    private record Look(String id, String what, boolean needed, Supplier<String> look) {}

    Preflight(UpatchFile patch, int pid) {
        this(patch, pid, Optional.empty(), false);
    }

    /**
     * For a process that Suture traces already; the tracee stays open.
     *
     * @param held whether a thread of it is held stopped all the while
     */
    Preflight(UpatchFile patch, Tracee tracee, boolean held) {
        this(patch, tracee.process().pid(), Optional.of(tracee), held);
    }

    private Preflight(UpatchFile patch, int pid, Optional<Tracee> given, boolean held) {
        this.patch = patch;
        this.pid = pid;
        this.given = given;
        this.held = held;
        this.looks = List.of(
                new Look("process-vanished", "the process", true, this::process),
                new Look("no-permission", "permission to trace it", true, this::permission),
                new Look("already-traced", "no debugger at it", false, this::untraced),
                new Look("process-frozen", "it may run", false, this::running),
                new Look("build-id-mismatch", "build-id of the target", true, this::buildId),
                new Look("already-applied", "the patch is not there yet", false, this::absent),
                new Look("code-modified", "code of the functions", true, this::code),
                new Look("function-too-small", "size of the functions", true, this::sizes),
                new Look("no-room-in-range", "room, and symbols in reach", true, this::room),
                new Look("seccomp-forbids", "system calls in the process", false, this::seccomp));
    }

    /**
     * Looks at all of it.
     *
     * @throws PatchException what speaks against the patch first
     */
    void require() {
        looks.forEach(l -> ProcessErrors.translate(l.look()));
    }

    Tracee tracee() {
        return tracee.orElseThrow();
    }

    /** Where the patch is to go. */
    Placement placement() {
        return placement.orElseThrow();
    }

    /** The results of all of it. */
    List<PreflightCheck> run() {
        List<PreflightCheck> results = new ArrayList<>();
        Optional<String> missing = Optional.empty();
        for (Look look : looks) {
            if (missing.isPresent()) {
                results.add(PreflightCheck.skipped(look.id(), look.what(), "not without: " + missing.get()));
                continue;
            }
            try {
                String found = ProcessErrors.translate(look.look());
                results.add(PreflightCheck.passed(look.id(), look.what(), found));
            } catch (PatchException e) {
                results.add(PreflightCheck.failed(e.id(), look.what(), e.getMessage(), e.remedy()));
                missing = look.needed() ? Optional.of(look.what()) : Optional.empty();
            }
        }
        return results;
    }

    private String process() {
        LinuxProcess process = LinuxProcess.of(pid);
        process.requireAlive();
        return process.stopped() ? "it is stopped (SIGSTOP), and stays so" : "";
    }

    private String permission() {
        tracee = given.or(() -> Optional.of(Tracee.of(LinuxProcess.of(pid))));
        return "";
    }

    private String untraced() {
        if (!held) {
            tracee().process().requireUntraced();
        }
        return "";
    }

    private String running() {
        tracee().process().frozenBy().ifPresent(group -> {
            throw new PatchException(
                    PatchException.Kind.BUSY,
                    "process-frozen",
                    "Process %d is frozen by its control group %s, so nothing can be done inside it. Nothing was changed."
                            .formatted(pid, group),
                    "Thaw the group first.");
        });
        return "";
    }

    private String buildId() {
        target = Optional.of(Targets.require(patch.info(), tracee().process()));
        return target.get().path();
    }

    private String absent() {
        AppliedPatch.find(patch, tracee().process(), tracee().memory()).ifPresent(applied -> {
            PatchState state = applied.state();
            throw new PatchException(
                    REFUSED,
                    "already-applied",
                    "Patch %s is %s in process %d already. Nothing was changed."
                            .formatted(patch.metadata().name(), state.label(), pid),
                    state == PatchState.DEACTIVED
                            ? "Make it active, or remove it first."
                            : "See suture status for where each process stands.");
        });
        return "";
    }

    /** The code must be what the file says, but for the jumps of patches that can be told. */
    private String code() {
        PatchStack stack = PatchStack.of(tracee().process(), tracee().memory());
        ProcessMemory memory = tracee().memory();
        List<byte[]> found = new ArrayList<>();
        List<String> over = new ArrayList<>();
        for (UpatchFunction function : patch.functions()) {
            int size = Math.toIntExact(function.oldSize());
            long address = target.orElseThrow().address(function.oldAddress());
            byte[] now = memory.read(address, size);
            PatchStack.Entry entry = stack.at(address, Math.min(size, PatchHeader.SAVED_SIZE));
            byte[] base = now.clone();
            System.arraycopy(entry.base(), 0, base, 0, entry.base().length);
            if (!Arrays.equals(target.orElseThrow().file().bytesAt(function.oldAddress(), size), base)) {
                throw modified(function);
            }
            entry.patches().stream()
                    .findFirst()
                    .ifPresent(p -> over.add("%s over that of patch %s".formatted(function.name(), p.id())));
            found.add(now);
        }
        code = found;
        return over.isEmpty() ? "" : "replaces " + String.join(", ", over);
    }

    private PatchException modified(UpatchFunction function) {
        return new PatchException(
                REFUSED,
                "code-modified",
                "Function %s of process %d is not as %s has it; another tool has changed it. Nothing was changed."
                        .formatted(function.name(), pid, target.orElseThrow().path()),
                "Take the other change out first; suture status shows the patches of a process.");
    }

    /** Wherever the patch will stand, no jump is shorter than one to the function itself. */
    private String sizes() {
        for (int i = 0; i < patch.functions().size(); i++) {
            UpatchFunction function = patch.functions().get(i);
            long address = target.orElseThrow().address(function.oldAddress());
            TooSmall.refuse(function, patch.abi().jump(address, address, code.get(i)));
        }
        return "";
    }

    private String room() {
        Placement found = Placement.find(patch, target.orElseThrow(), tracee().memory(), code);
        found.image();
        placement = Optional.of(found);
        return "%d KiB at 0x%x%s"
                .formatted(
                        found.layout().size() / 1024,
                        found.start(),
                        found.isFar() ? ", far from the target: by the long form of the jump" : "");
    }

    private String seccomp() {
        Placement place = placement();
        SeccompAnswer answer = tracee().seccomp(
                        place.start(), place.layout().size(), PROT_READ, PROT_READ | PROT_EXEC, PROT_READ | PROT_WRITE);
        return switch (answer) {
            case SeccompAnswer.Allowed allowed -> "";
            case SeccompAnswer.Refused(String call, String consequence) ->
                throw forbids("makes %s impossible: it %s".formatted(call, consequence));
            case SeccompAnswer.Unknown(String why) ->
                throw forbids(
                        "cannot be read (%s), and could kill the process for what Suture does in it".formatted(why));
        };
    }

    private PatchException forbids(String what) {
        return new PatchException(
                REFUSED,
                "seccomp-forbids",
                "The seccomp filter of process %d %s. Nothing was changed.".formatted(pid, what),
                "Let the service's filter allow mmap and munmap, or run Suture as root where the filter could not be read.");
    }

    /** Gives back what was opened. */
    @Override
    public void close() {
        if (given.isEmpty()) {
            tracee.ifPresent(Tracee::close);
        }
    }
}
