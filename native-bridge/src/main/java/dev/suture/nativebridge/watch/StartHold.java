package dev.suture.nativebridge.watch;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.suture.nativebridge.KnownCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Holds threads at places in files, in all processes of the machine, until they are dealt with. Everything it sets up goes
 * away when it is closed or Suture dies; a thread that goes round at that moment goes on when its time is over.
 *
 * <p>One thread takes what comes by {@link #await()}; the other methods are for any.
 */
public final class StartHold implements AutoCloseable {
    /** Threads that are held at one time at most; any more go on at once. */
    private static final int MOST_HELD = 4096;

    private static final int RING_SIZE = 256 * 1024;
    private static final int POLLIN = 1;
    private static final int POLL_RECORD = 8;
    private static final int NON_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;
    /** The inode of the first PID namespace (PROC_PID_INIT_INO): the process ids that BPF sees are this one's. */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BpfMap limit;
    private final BpfMap held;
    private final BpfProgram program;
    private final EventRing ring;
    private final int alarm;
    private final KnownCode known = new KnownCode();
    private final Memory poll = KernelCalls.zeroed(2 * POLL_RECORD);
    private final Memory alarms = KernelCalls.zeroed(Long.BYTES);

    private StartHold(Duration longest) {
        try {
            limit = opened(BpfMap.array(1));
            held = opened(BpfMap.hash(MOST_HELD));
            BpfMap events = opened(BpfMap.ringBuffer(RING_SIZE));
            program = opened(HoldProgram.load(limit, held, events));
            ring = opened(new EventRing(events, RING_SIZE));
            alarm = KernelCalls.eventfd(0, NON_BLOCKING | CLOSE_ON_EXEC);
            opened(() -> KernelCalls.close(alarm));
            poll.setInt(0, events.descriptor());
            poll.setShort(4, (short) POLLIN);
            poll.setInt(POLL_RECORD, alarm);
            poll.setShort(POLL_RECORD + 4L, (short) POLLIN);
            limit.put(0, longest.toNanos());
        } catch (RuntimeException e) {
            closeAll();
            throw e;
        }
    }

    /**
     * Gets ready to hold threads.
     *
     * @param longest how long a thread is held that nobody deals with
     * @throws WatchUnsupportedException if the kernel or the rights do not allow it
     */
    public static StartHold open(Duration longest) {
        try {
            if (!Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals(FIRST_NAMESPACE)) {
                throw new WatchUnsupportedException(
                        "Suture runs in a container with process ids of its own; the kernel tells of starting processes"
                                + " by those of the machine. Run Suture outside of it.");
            }
        } catch (IOException e) {
            throw new WatchUnsupportedException("/proc/self/ns/pid cannot be read: " + e.getMessage());
        }
        return new StartHold(longest);
    }

    /**
     * Holds threads at one more place from now on.
     *
     * @throws WatchUnsupportedException if the kernel cannot probe it
     */
    public synchronized void add(HoldPlace place) {
        opened(new Uprobe(place.file(), place.offset(), program));
    }

    /**
     * Waits for threads that have come to a place, or for {@link #wake}.
     *
     * @return those that have come, in order; possibly none
     */
    public List<HeldStart> await() {
        while (KernelCalls.poll(Pointer.nativeValue(poll), 2, -1) < 0) {
            if (KernelCalls.lastError() != KernelCalls.EINTR) {
                throw new IllegalStateException("poll: " + KernelCalls.strerror(KernelCalls.lastError()));
            }
        }
        KernelCalls.eventfd_read(alarm, Pointer.nativeValue(alarms));
        return arrived();
    }

    /** Those that have come since the last call, without waiting. Only for the thread that calls {@link #await}. */
    public List<HeldStart> arrived() {
        List<HeldStart> result = new ArrayList<>();
        ring.drain(r -> result.add(start(r)));
        return result;
    }

    private HeldStart start(ByteBuffer record) {
        return new HeldStart(
                record.getLong(HoldProgram.THREAD),
                record.getLong(HoldProgram.PROGRAM_COUNTER),
                record.getLong(HoldProgram.TIME),
                held,
                known);
    }

    /** Makes {@link #await} return. */
    public void wake() {
        KernelCalls.eventfd_write(alarm, 1);
    }

    /** Holds no further thread; those that are held stay so until they are dealt with. */
    public void holdNoMore() {
        limit.put(0, 0);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Lets everything go. {@link #await} must not be running, nor be called again. */
    @Override
    public synchronized void close() {
        holdNoMore();
        arrived().forEach(HeldStart::release);
        closeAll();
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
