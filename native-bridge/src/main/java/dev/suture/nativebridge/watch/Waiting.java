package dev.suture.nativebridge.watch;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Waits for something to be read from a descriptor, or to be woken. One thread waits; {@link #wake} is for any. */
final class Waiting implements AutoCloseable {
    static final int FOREVER = -1;

    private static final int NON_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final short POLLIN = 1;
    /** Size of struct pollfd (poll(2)), and where the events stand in it. */
    private static final int RECORD = 8;

    private static final int EVENTS = 4;

    private final int alarm = KernelCalls.eventfd(0, NON_BLOCKING | CLOSE_ON_EXEC);
    private final Memory poll = KernelCalls.zeroed(2 * RECORD);
    private final Memory rung = KernelCalls.zeroed(Long.BYTES);

    Waiting(int descriptor) {
        if (alarm < 0) {
            throw WatchUnsupportedException.refused("make an eventfd", KernelCalls.lastError());
        }
        poll.setInt(0, descriptor);
        poll.setShort(EVENTS, POLLIN);
        poll.setInt(RECORD, alarm);
        poll.setShort(RECORD + EVENTS, POLLIN);
    }

    /** @param millis how long at most, or {@link #FOREVER} */
    void await(int millis) {
        // A signal cuts it short, which is no harm: whoever waits looks and waits again.
        KernelCalls.poll(Pointer.nativeValue(poll), 2, millis);
        KernelCalls.eventfd_read(alarm, Pointer.nativeValue(rung));
    }

    void wake() {
        KernelCalls.eventfd_write(alarm, 1);
    }

    @Override
    public void close() {
        KernelCalls.close(alarm);
    }
}
