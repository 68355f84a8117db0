package dev.suture.upatch.driver;

import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.nativebridge.Tracee;
import dev.suture.nativebridge.UnwindFiles;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.JournalMark;
import dev.suture.plugin.PatchState;
import dev.suture.upatch.driver.AppliedPatch.Standing;
import dev.suture.upatch.driver.CodeWrites.Write;
import dev.suture.upatch.driver.PatchHead.Mark;
import dev.suture.upatch.format.UpatchFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Repairs what the death of Suture has left in a process, so that the patch is wholly there or not, and wholly active or
 * not. What is to be repaired is told from the process; the journal is needed only for memory that was mapped and not yet
 * written to.
 */
final class Recovery {
    private final UpatchFile patch;
    private final Tracee tracee;
    private final UnwindFiles files;
    private final List<JournalMark> marks;

    Recovery(UpatchFile patch, Tracee tracee, UnwindFiles files, List<JournalMark> marks) {
        this.patch = patch;
        this.tracee = tracee;
        this.files = files;
        this.marks = List.copyOf(marks);
    }

    /** @param goal which way a patch that is partly active goes: on if it is ACTIVED, else back */
    ChangeReport repair(PatchState goal, DriverOptions options, Steps steps) {
        clearRemains(steps);
        Optional<AppliedPatch> applied = AppliedPatch.find(patch, tracee.process(), tracee.memory());
        PatchState state = applied.map(AppliedPatch::state).orElse(PatchState.NOT_APPLIED);
        if (state != PatchState.PARTLY_ACTIVED) {
            int pid = tracee.process().pid();
            return new ChangeReport(pid, state, steps.done(), Duration.ZERO, Duration.ZERO, 0, 0);
        }
        applied.get().requireOnTop("recover");
        return goal == PatchState.ACTIVED
                ? complete(
                        applied.get(),
                        // No thread can be in what is torn, but at its start, where it turns on the spot.
                        applied.get().replaced(Standing.ORIGINAL),
                        applied.get().jumps(Standing.ORIGINAL, Standing.TORN),
                        PatchState.ACTIVED,
                        "Write the jumps that are missing",
                        options,
                        steps)
                : complete(
                        applied.get(),
                        applied.get().code(),
                        applied.get().originals(Standing.ACTIVE, Standing.TORN),
                        PatchState.DEACTIVED,
                        "Put back the original code that is missing",
                        options,
                        steps);
    }

    private ChangeReport complete(
            AppliedPatch applied,
            List<FunctionRange> mustBeLeft,
            List<Write> writes,
            PatchState state,
            String text,
            DriverOptions options,
            Steps steps) {
        JumpSwitch change = new JumpSwitch(tracee, files, applied, mustBeLeft, writes);
        JumpSwitch.Result result = steps.run(text, () -> change.run(options));
        return result.report(applied.process().pid(), state, steps);
    }

    private void clearRemains(Steps steps) {
        List<MemoryMapping> mappings = tracee.process().maps();
        mappings.stream()
                .filter(PatchStack::mayHoldHead)
                .flatMap(m -> PatchHead.read(PatchStack.from(tracee.memory()), m.start()).stream())
                .filter(h -> h.id().equals(patch.metadata().id()))
                .forEach(h -> clear(h, mappings, steps));
        // Looked at anew: what had a head is gone by now, and a mark may tell of that very range.
        List<MemoryMapping> left = tracee.process().maps();
        marks.stream()
                .filter(m -> m.step().equals(PatchLoader.MAP))
                .filter(m -> isUntouched(m, left))
                .forEach(m ->
                        steps.run("Unmap what was mapped for the patch", () -> tracee.munmap(m.start(), m.length())));
    }

    private void clear(PatchHead head, List<MemoryMapping> mappings, Steps steps) {
        if (head.mark() == Mark.LOADING
                && isAnonymous(new AddressRange(head.start(), head.start() + head.size()), mappings)) {
            steps.run("Unmap the patch, which was not written whole", () -> tracee.munmap(head.start(), head.size()));
        } else if (head.mark() == Mark.RECORDS) {
            codeStart(head, mappings)
                    .ifPresent(code -> steps.run(
                            "Unmap the code whose unwind records are kept",
                            () -> PatchUnmapping.keepRecords(tracee, head, code - head.start())));
        }
    }

    private static Optional<Long> codeStart(PatchHead head, List<MemoryMapping> mappings) {
        return mappings.stream()
                .filter(m -> m.executable() && m.start() >= head.start() && m.end() <= head.start() + head.size())
                .map(MemoryMapping::start)
                .findFirst();
    }

    /** Whether nothing but private anonymous memory lies in a range, without gaps. */
    private static boolean isAnonymous(AddressRange range, List<MemoryMapping> mappings) {
        long next = range.start();
        for (MemoryMapping mapping : mappings) {
            if (mapping.contains(next)) {
                if (mapping.inode() != 0
                        || !mapping.isPrivate()
                        || !mapping.path().isEmpty()) {
                    return false;
                }
                next = mapping.end();
            }
        }
        return next >= range.end() && range.start() < range.end();
    }

    /**
     * Whether exactly what the mark tells of is mapped and nobody has written to it: Suture died before it could. A
     * program has no use for memory that it can only read and that holds nothing.
     */
    private boolean isUntouched(JournalMark mark, List<MemoryMapping> mappings) {
        return mappings.stream()
                .filter(PatchStack::mayHoldHead)
                .filter(m -> m.start() == mark.start() && m.length() == mark.length())
                .anyMatch(m -> {
                    byte[] content = tracee.memory().read(m.start(), Math.toIntExact(m.length()));
                    for (byte b : content) {
                        if (b != 0) {
                            return false;
                        }
                    }
                    return true;
                });
    }
}
