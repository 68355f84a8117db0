package dev.suture.nativebridge;

import java.util.Optional;

/**
 * The stack a thread began on. A thread that runs on another one, as coroutines do, has left frames there that no unwinding
 * leads to.
 *
 * @param startStack where the first thread's stack begins; 0 if unknown
 */
record HomeStack(FrozenProcess process, FrozenThread thread, long startStack) {
    /** How far below the top of its stack the outermost frame of an ordinary thread may lie: above it there is little. */
    private static final long NEAR = 64 * 1024;

    /** Whether a stack pointer is on it; also if the process does not show where it is. */
    boolean holds(long sp) {
        long top = top();
        return top == 0
                || Long.compareUnsigned(top - sp, NEAR) < 0
                || process.mappingAround(top)
                        .map(mapping -> mapping.contains(sp) && Long.compareUnsigned(sp, top) < 0)
                        .orElse(true);
    }

    /** Its lowest address. */
    Optional<Long> start() {
        return process.mappingAround(top()).map(AddressRange::start);
    }

    /** The first thread's stack is the kernel's; others have their control block at the top (glibc, musl). */
    private long top() {
        return thread.tid() == process.process().pid() ? startStack : thread.threadPointer();
    }
}
