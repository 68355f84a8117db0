package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Optional;

/**
 * A hardware breakpoint that counts for the kernel only (perf_event_open(2), PERF_TYPE_BREAKPOINT): when the thread
 * executes the address, a descriptor becomes readable. The thread runs on, nothing of it is changed, and with the
 * descriptor, or the process that holds it, the breakpoint is gone. It hits once.
 */
final class Breakpoint implements AutoCloseable {
    private static final int TYPE_BREAKPOINT = 5;
    /** PERF_ATTR_SIZE_VER1: up to bp_len. */
    private static final int SIZE = 72;

    private static final int TYPE = 0;
    private static final int ATTRIBUTE_SIZE = 4;
    private static final int SAMPLE_PERIOD = 16;
    private static final int FLAGS = 40;
    private static final int WAKEUP_EVENTS = 48;
    private static final int BREAKPOINT_TYPE = 52;
    private static final int BREAKPOINT_ADDRESS = 56;
    private static final int BREAKPOINT_LENGTH = 64;

    /** disabled, exclude_kernel, exclude_hv. */
    private static final long DISABLED_USER_ONLY = 1 | 1 << 5 | 1 << 6;
    /** HW_BREAKPOINT_X, whose length is that of a long (linux/hw_breakpoint.h). */
    private static final int EXECUTE = 4;

    private static final int CLOSE_ON_EXEC = 8;
    /** PERF_EVENT_IOC_REFRESH: enables it for a number of hits. */
    private static final long REFRESH = 0x2402;

    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final long FAILED = -1;

    private final int descriptor;
    /** Without a buffer to write to, the kernel wakes nobody. */
    private final long buffer;

    private Breakpoint(int descriptor, long buffer) {
        this.descriptor = descriptor;
        this.buffer = buffer;
    }

    /**
     * What came of setting one.
     *
     * @param breakpoint empty if the kernel refused
     * @param errno why it refused
     */
    record Setting(Optional<Breakpoint> breakpoint, int errno) {}

    /** Sets one for a thread. */
    static Setting set(int tid, long address) {
        try (Memory attributes = new Memory(SIZE)) {
            attributes.clear();
            attributes.setInt(TYPE, TYPE_BREAKPOINT);
            attributes.setInt(ATTRIBUTE_SIZE, SIZE);
            attributes.setLong(SAMPLE_PERIOD, 1);
            attributes.setLong(FLAGS, DISABLED_USER_ONLY);
            attributes.setInt(WAKEUP_EVENTS, 1);
            attributes.setInt(BREAKPOINT_TYPE, EXECUTE);
            attributes.setLong(BREAKPOINT_ADDRESS, address);
            attributes.setLong(BREAKPOINT_LENGTH, Long.BYTES);
            long number = NativeNumbers.perfEventOpen();
            int descriptor = (int) Libc.syscall(number, Pointer.nativeValue(attributes), tid, -1, -1, CLOSE_ON_EXEC);
            if (descriptor < 0) {
                return new Setting(Optional.empty(), Native.getLastError());
            }
            return enabled(descriptor);
        }
    }

    private static Setting enabled(int descriptor) {
        // A page for the kernel's description of the buffer, and one for the buffer.
        long buffer = Libc.mmap(0, bufferSize(), PROT_READ_WRITE, MAP_SHARED, descriptor, 0);
        if (buffer == FAILED || Libc.ioctl(descriptor, REFRESH, 1) < 0) {
            int errno = Native.getLastError();
            if (buffer != FAILED) {
                Libc.munmap(buffer, bufferSize());
            }
            Libc.close(descriptor);
            return new Setting(Optional.empty(), errno);
        }
        return new Setting(Optional.of(new Breakpoint(descriptor, buffer)), 0);
    }

    private static long bufferSize() {
        return 2L * Libc.getpagesize();
    }

    /** What poll(2) is to wait for. */
    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        Libc.munmap(buffer, bufferSize());
        Libc.close(descriptor);
    }
}
