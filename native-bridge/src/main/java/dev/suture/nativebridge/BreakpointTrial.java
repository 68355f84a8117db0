package dev.suture.nativebridge;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * Whether the processor reports breakpoints at all. Some virtual machines take them and never tell: the kernel gives a
 * breakpoint, counts nothing, and who waits for it waits for ever. So one is tried on a thread of Suture's own, once.
 */
final class BreakpointTrial {
    /** The calling thread, to perf_event_open(2). */
    private static final int THIS_THREAD = 0;

    /** The kernel tells before the call returns; this is for a machine that is busy. */
    private static final int PATIENCE_MILLIS = 20;

    private static final int POLL_SIZE = 8;
    private static final int POLL_EVENTS = 4;
    private static final short POLLIN = 1;

    private BreakpointTrial() {}

    /** Initialised when first asked for. */
    private static final class Once {
        static final boolean REPORTED = tried();
    }

    /** @return whether they are reported, or the kernel gives none, which {@link Breakpoint#set} then says */
    static boolean reported() {
        return Once.REPORTED;
    }

    private static boolean tried() {
        // Does nothing but ask for a number, and nobody else calls it on this thread.
        Function harmless = NativeLibrary.getProcess().getFunction("getppid");
        Breakpoint.Setting setting = Breakpoint.set(THIS_THREAD, Pointer.nativeValue(harmless));
        if (setting.breakpoint().isEmpty()) {
            return true;
        }
        try (Breakpoint breakpoint = setting.breakpoint().get();
                Memory descriptor = new Memory(POLL_SIZE)) {
            harmless.invokeInt(new Object[0]);
            descriptor.clear();
            descriptor.setInt(0, breakpoint.descriptor());
            descriptor.setShort(POLL_EVENTS, POLLIN);
            return Libc.poll(Pointer.nativeValue(descriptor), 1, PATIENCE_MILLIS) > 0;
        }
    }
}
