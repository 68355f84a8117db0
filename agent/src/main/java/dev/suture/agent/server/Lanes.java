package dev.suture.agent.server;

import dev.suture.agent.wire.AgentState;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that work: changes one after the other, questions beside them and each other. */
final class Lanes implements AutoCloseable {
    private static final int QUESTIONS_AT_ONCE = 4;

    private final ExecutorService changes;
    private final ThreadPoolExecutor questions;
    private final Set<Task<?>> unfinished = new LinkedHashSet<>();
    private final Set<Task<?>> unfinishedChanges = new LinkedHashSet<>();
    private long lastEnd = System.nanoTime();

    Lanes() {
        // Platform threads: a tracer is one, and most of the work is system calls.
        this.changes = Executors.newSingleThreadExecutor(named("changes"));
        this.questions = new ThreadPoolExecutor(
                QUESTIONS_AT_ONCE,
                QUESTIONS_AT_ONCE,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("questions"));
        this.questions.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }

    /** Changes something: begins when all changes asked for before have ended. */
    <R> Task<R> change(Task<R> task) {
        synchronized (this) {
            unfinishedChanges.stream().findFirst().ifPresent(first -> task.waitsFor(first.what()));
            unfinishedChanges.add(task);
        }
        return submit(changes, task);
    }

    /** Only looks. */
    <R> Task<R> question(Task<R> task) {
        return submit(questions, task);
    }

    private <R> Task<R> submit(ExecutorService lane, Task<R> task) {
        synchronized (this) {
            unfinished.add(task);
        }
        task.whenComplete((result, failure) -> ended(task));
        lane.execute(task);
        return task;
    }

    private synchronized void ended(Task<?> task) {
        unfinished.remove(task);
        unfinishedChanges.remove(task);
        lastEnd = System.nanoTime();
        notifyAll();
    }

    /** How long nothing has been done. */
    synchronized Duration idle() {
        return unfinished.isEmpty() ? Duration.ofNanos(System.nanoTime() - lastEnd) : Duration.ZERO;
    }

    /** The change that runs. */
    synchronized Optional<AgentState.Change> running() {
        return unfinishedChanges.stream()
                .findFirst()
                .map(t -> new AgentState.Change(t.what(), t.runs().toMillis()));
    }

    /** How many changes have not begun. */
    synchronized int waiting() {
        return Math.max(0, unfinishedChanges.size() - 1);
    }

    /** Asks everything to stop, and waits for it. */
    void cancelAll(Duration patience) {
        Set<Task<?>> asked;
        synchronized (this) {
            asked = Set.copyOf(unfinished);
        }
        asked.forEach(t -> t.cancel(true));
        await(patience);
    }

    /** Waits until nothing is left to do. Returns whether it is so. */
    synchronized boolean await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!unfinished.isEmpty()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        changes.shutdown();
        questions.shutdown();
    }
}
