package dev.suture.upatch.driver;

import dev.suture.nativebridge.PointerScan;
import dev.suture.nativebridge.Tracee;
import dev.suture.nativebridge.UnwindFiles;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a patch out of a process: out of its code where it is active, then out of its memory. */
final class PatchRemoval {
    private final AppliedPatch applied;
    private final Tracee tracee;
    private final UnwindFiles files;
    private final DriverOptions options;

    PatchRemoval(AppliedPatch applied, Tracee tracee, UnwindFiles files, DriverOptions options) {
        this.applied = applied;
        this.tracee = tracee;
        this.files = files;
        this.options = options;
    }

    ChangeReport run(Steps steps) {
        List<CodeWrites.Write> originals = applied.originals(AppliedPatch.Standing.ACTIVE, AppliedPatch.Standing.TORN);
        String text = originals.isEmpty()
                ? "See that no thread is inside the patch"
                : "Put the original code back while no thread is inside the patch";
        JumpSwitch left = new JumpSwitch(tracee, files, applied, applied.code(), originals);
        JumpSwitch.Result result = steps.run(text, () -> left.run(options));
        List<String> notes = new ArrayList<>();
        Optional<String> kept = options.pointerScan() <= 0
                ? Optional.empty()
                : steps.run("Look for addresses of the patch that the process keeps", () -> kept(result, notes));
        if (kept.isPresent()) {
            notes.add(kept.get());
        } else {
            new PatchUnmapping(tracee, applied).run(steps);
        }
        return new ChangeReport(
                applied.process().pid(),
                kept.isPresent() ? PatchState.DEACTIVED : PatchState.NOT_APPLIED,
                steps.done(),
                result.frozen().time(),
                result.waited(),
                result.frozen().threads(),
                result.frozen().ptraceCalls(),
                notes);
    }

    /** Why the patch has to stay mapped, if it does. */
    private Optional<String> kept(JumpSwitch.Result result, List<String> notes) {
        PointerScan.Result scan = new KeptPointers(applied, tracee).scan(result.standing(), options.pointerScan());
        if (scan.left() > 0) {
            notes.add(
                    "%d MiB of the process's memory were not looked through for addresses of the patch; the limit is %d MiB."
                            .formatted(scan.left() >> 20, options.pointerScan() >> 20));
        }
        return scan.found().stream()
                .findFirst()
                .map(f ->
                        "The patch stays mapped, as the process keeps an address of it (0x%x, at 0x%x in %s) and may come back to it."
                                .formatted(
                                        f.value(),
                                        f.address(),
                                        f.mapping().path().isEmpty()
                                                ? "its memory"
                                                : f.mapping().path()));
    }
}
