package dev.suture.upatch.driver;

import dev.suture.elf.Machine;
import dev.suture.elf.Symbol;
import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.PointerScan;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Tracee;
import dev.suture.upatch.format.UpatchFormat;
import java.util.List;
import java.util.Set;

/** Whether a process keeps addresses of a patch's code: in a table of handlers, or on the stack of a coroutine. */
final class KeptPointers {
    /** Where glibc keeps its pointer guard, from the thread pointer (tcbhead_t). */
    private static final int GUARD = 0x30;

    private final AppliedPatch applied;
    private final Tracee tracee;

    KeptPointers(AppliedPatch applied, Tracee tracee) {
        this.applied = applied;
        this.tracee = tracee;
    }

    /**
     * @param standing how the threads stood when none was inside
     * @param limit how many bytes to look through
     */
    PointerScan.Result scan(JumpSwitch.Standing standing, long limit) {
        List<FunctionRange> code = applied.code();
        if (code.isEmpty()) {
            return new PointerScan.Result(List.of(), 0, 0);
        }
        AddressRange range =
                new AddressRange(code.getFirst().start(), code.getLast().end());
        PatchHeader header = applied.header();
        Set<Long> known = knownToRuntime();
        return new PointerScan(
                        tracee.process(),
                        tracee.memory(),
                        range,
                        new AddressRange(header.start(), header.start() + header.size()),
                        value -> !known.contains(value),
                        guard(standing.threadPointer()),
                        standing.stackPointers())
                .run(limit);
    }

    /**
     * The addresses that the C++ runtime keeps of code whose unwind records were registered with it: the first and the
     * last, by which it finds the records. It never goes there.
     */
    private Set<Long> knownToRuntime() {
        PatchLayout layout = applied.layout();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Symbol symbol : applied.patch().elf().symbols()) {
            if (symbol.isFunction() && symbol.isInSection() && layout.isLoaded(symbol.sectionIndex())) {
                long start = applied.header().start() + layout.section(symbol.sectionIndex()) + symbol.value();
                first = Math.min(first, start);
                last = Math.max(last, start + symbol.size() - 1);
            }
        }
        return applied.patch().elf().section(UpatchFormat.UNWIND_STATE).isPresent() ? Set.of(first, last) : Set.of();
    }

    private long guard(long threadPointer) {
        if (applied.patch().abi().machine() != Machine.X86_64 || threadPointer == 0) {
            return 0;
        }
        try {
            return tracee.memory().readLong(threadPointer + GUARD);
        } catch (ProcessAccessException e) {
            return 0; // No thread control block: a program without the C library.
        }
    }
}
