package dev.suture.nativebridge.watch;

import dev.suture.nativebridge.KnownCode;
import dev.suture.nativebridge.Precedence;
import dev.suture.nativebridge.SharedTracers;
import dev.suture.nativebridge.VmPrecedence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Holds threads at places in files, in all processes of the machine, until they are dealt with. Everything it sets up goes
 * away when it is closed or Suture dies; a thread that goes round at that moment goes on when its time is over.
 */
public final class StartHold implements AutoCloseable {
    /** Threads that are held at one time at most; any more go on at once. */
    private static final int MOST_HELD = 1024;

    private static final int RING_SIZE = 128 * 1024;
    /** Longer than it takes to write a record. */
    private static final Duration WRITING = Duration.ofNanos(20_000);

    /** The inode of the first PID namespace (PROC_PID_INIT_INO): the process ids that BPF sees are this one's. */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BpfMap control;
    private final BpfMap held;
    private final BpfProgram program;
    private final EventRing ring;
    private final Waiting waiting;
    private final KnownCode known = new KnownCode();
    private final Consumer<HeldStart> listener;
    private final SharedTracers tracers;
    private final Rounds rounds = new Rounds();
    private final Thread reader = new Thread(this::read, "starting processes");
    private volatile boolean closed;

    private StartHold(Duration longest, Consumer<HeldStart> listener) {
        this.listener = listener;
        try {
            control = opened(BpfMap.array(2));
            held = opened(BpfMap.hash(MOST_HELD));
            BpfMap events = opened(BpfMap.ringBuffer(RING_SIZE));
            program = opened(HoldProgram.load(control, held, events));
            ring = opened(new EventRing(events, RING_SIZE));
            waiting = opened(new Waiting(events.descriptor()));
            tracers = opened(new SharedTracers());
            control.put(HoldProgram.LIMIT, longest.toNanos());
        } catch (RuntimeException e) {
            closeAll();
            throw e;
        }
        VmPrecedence.take();
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Gets ready to hold threads.
     *
     * @param listener is told of each thread that is held, in the order in which they come, on one thread that goes
     *     before others: it must not wait for anything, and either {@linkplain HeldStart#release release} it at once or {@linkplain
     *     HeldStart#ask ask} it to stop
     * @param longest how long a thread is held that nobody deals with
     * @throws WatchUnsupportedException if the kernel or the rights do not allow it
     */
    public static StartHold open(Duration longest, Consumer<HeldStart> listener) {
        try {
            if (!Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals(FIRST_NAMESPACE)) {
                throw new WatchUnsupportedException(
                        "Suture runs in a container with process ids of its own; the kernel tells of starting processes"
                                + " by those of the machine. Run Suture outside of it.");
            }
        } catch (IOException e) {
            throw new WatchUnsupportedException("/proc/self/ns/pid cannot be read: " + e.getMessage());
        }
        return new StartHold(longest, listener);
    }

    /**
     * Holds threads at one more place from now on.
     *
     * @throws WatchUnsupportedException if the kernel cannot probe it
     */
    public synchronized void add(HoldPlace place) {
        opened(new Uprobe(place.file(), place.offset(), program));
    }

    private void read() {
        // Threads that are held take the processors up: this one must not wait for one.
        new Precedence().take();
        while (!closed) {
            waiting.await(Waiting.FOREVER);
            rounds.go(this::drain);
        }
        rounds.end();
    }

    private void drain() {
        while (!ring.drain(record -> tell(start(record)))) {
            // To ask again at once would keep the one that writes from ever being done: this thread goes before it.
            LockSupport.parkNanos(WRITING.toNanos());
        }
    }

    private void tell(HeldStart start) {
        try {
            listener.accept(start);
        } catch (RuntimeException e) {
            // Whatever is wrong with the listener, the process goes on.
            start.release();
        }
    }

    private HeldStart start(ByteBuffer record) {
        return new HeldStart(
                record.getLong(HoldProgram.THREAD),
                record.getLong(HoldProgram.PROGRAM_COUNTER),
                record.getLong(HoldProgram.TIME),
                held,
                known,
                tracers);
    }

    /** Returns when the listener has been told of all threads that have been held by now. */
    public void flush() {
        rounds.await(waiting::wake);
    }

    /** Holds no further thread; those that are held stay so until they are dealt with. */
    public void holdNoMore() {
        control.put(HoldProgram.LIMIT, 0);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Lets everything go, also what is stopped by now. */
    @Override
    public synchronized void close() {
        holdNoMore();
        control.put(HoldProgram.LET_GO, 1);
        while (open.peek() instanceof Uprobe probe) {
            open.pop();
            probe.close();
        }
        flush();
        closed = true;
        waiting.wake();
        join(reader);
        closeAll();
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
