package dev.suture.upatch.driver;

import dev.suture.elf.Machine;
import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.PointerScan;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Tracee;
import java.util.List;

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
        WaysIn ways = WaysIn.of(applied);
        return new PointerScan(
                        tracee.process(),
                        tracee.memory(),
                        range,
                        new AddressRange(header.start(), header.start() + header.size()),
                        ways::any,
                        ways::function,
                        guard(standing.threadPointers()),
                        standing.stackPointers(),
                        standing.threadPointers())
                .run(limit);
    }

    private long guard(long[] threadPointers) {
        if (applied.patch().abi().machine() != Machine.X86_64 || threadPointers.length == 0) {
            return 0;
        }
        try {
            return tracee.memory().readLong(threadPointers[0] + GUARD);
        } catch (ProcessAccessException e) {
            return 0; // No thread control block: a program without the C library.
        }
    }
}
