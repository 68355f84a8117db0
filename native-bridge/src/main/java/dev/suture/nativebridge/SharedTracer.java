package dev.suture.nativebridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread that traces several processes. It goes before other threads of the machine, and stops a process that asks for
 * it at once, even while it waits for another: a process that starts takes up a processor until then. Its requests have to
 * be short.
 */
final class SharedTracer implements AutoCloseable {
    private static final int BETWEEN_SWEEPS_MILLIS = 10;
    /** For so many times as long as a sweep has taken there is no other. */
    private static final int REST = 20;

    private final Queue<Runnable> urgent = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final Semaphore waiting = new Semaphore(0);
    private final List<Abandoned> abandoned = new ArrayList<>();
    private final Thread thread;
    private long nextSweep = System.nanoTime();
    /** Not under a lock: a thread that is kept from a processor by starting processes might hold it. */
    private final AtomicInteger processes = new AtomicInteger();
    private volatile boolean closed;

    SharedTracer(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        new Precedence().take();
        Ptrace.prepareThread();
        while (!closed) {
            runUrgent();
            Runnable request = requests.poll();
            if (request != null) {
                request.run();
            } else {
                pause();
            }
            sweep();
        }
        // With this thread end its holds on all processes.
    }

    /**
     * Not often, and the less the longer it takes: this thread goes before those that it waits for, and they have to run in
     * order to stop.
     */
    private void sweep() {
        long begin = System.nanoTime();
        if (!abandoned.isEmpty() && begin - nextSweep >= 0) {
            abandoned.removeIf(Abandoned::letGo);
            long end = System.nanoTime();
            long pause = Math.max(REST * (end - begin), TimeUnit.MILLISECONDS.toNanos(BETWEEN_SWEEPS_MILLIS));
            nextSweep = end + pause;
        }
    }

    private void pause() {
        try {
            if (abandoned.isEmpty()) {
                waiting.acquire();
            } else if (!waiting.tryAcquire(BETWEEN_SWEEPS_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            waiting.drainPermits();
        } catch (InterruptedException e) {
            // Nobody interrupts it; whoever does keeps it from nothing.
        }
    }

    private void runUrgent() {
        for (Runnable next = urgent.poll(); next != null; next = urgent.poll()) {
            next.run();
        }
    }

    /** How many processes it traces. */
    int load() {
        return processes.get();
    }

    /** This thread as the owner of one process. */
    Owner owner() {
        processes.incrementAndGet();
        return new View();
    }

    private <T> Future<T> begin(Callable<T> request, Queue<Runnable> queue) {
        FutureTask<T> task = new FutureTask<>(request);
        if (Thread.currentThread() == thread) {
            task.run();
        } else if (closed) {
            throw new IllegalStateException("The tracer has been closed.");
        } else {
            queue.add(task);
            waiting.release();
        }
        return task;
    }

    /** Ends the thread, with which the kernel lets go of everything it still holds. What was asked for is not done. */
    @Override
    public void close() {
        closed = true;
        waiting.release();
    }

    private final class View implements Owner {
        @Override
        public <T> Future<T> begin(Callable<T> request) {
            return SharedTracer.this.begin(request, requests);
        }

        @Override
        public <T> Future<T> beginAtOnce(Callable<T> request) {
            return SharedTracer.this.begin(request, urgent);
        }

        @Override
        public void meanwhile() {
            runUrgent();
        }

        @Override
        public void abandon(LinuxProcess process, Ptrace ptrace) {
            begin(() -> {
                Abandoned left = new Abandoned(process, ptrace);
                return left.letGo() || abandoned.add(left);
            });
            close();
        }

        @Override
        public void close() {
            processes.decrementAndGet();
        }
    }
}
