package dev.suture.workbench.task;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Runs work beside the FX thread and brings results back to it. Its methods are called on the FX thread; so are the
 * consumers handed to it.
 */
public final class Background implements AutoCloseable {
    /** The title of work too short to be told of: it does not stand among what {@linkplain #running() runs}. */
    public static final String UNTITLED = "";

    private static final int REPEATERS = 2;

    /** More than a build needs to end everything it has started. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ExecutorService workers;
    private final ScheduledExecutorService repeaters;
    private final Executor ui;
    private final Problems problems;
    private final ObservableList<Job> running = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<Job> runningView = FXCollections.unmodifiableObservableList(running);

    private final TaskList tasks = new TaskList();
    /** Of tasks that are to have ended before the program does. */
    private final Set<CountDownLatch> awaited = ConcurrentHashMap.newKeySet();

    /** @param ui runs things on the FX thread, one after the other */
    public Background(Executor ui, Problems problems) {
        this.ui = ui;
        this.problems = problems;
        // Platform threads: what traces a process must stay on the thread it began on (ptrace(2)).
        ThreadFactory threads =
                Thread.ofPlatform().daemon().name("workbench-", 1).factory();
        this.workers = Executors.newCachedThreadPool(threads);
        this.repeaters = Executors.newScheduledThreadPool(REPEATERS, threads);
    }

    /** What runs now and has a title, the eldest first. */
    public ObservableList<Job> running() {
        return runningView;
    }

    /** The tasks that were started, and what became of them. */
    public TaskList tasks() {
        return tasks;
    }

    /** Starts a task; exactly one of its consumers gets its end, unless this is closed first. */
    public <T> Job start(BackgroundTask<T> task) {
        Job job = new Job(task.title(), ui);
        TaskEntry entry = tasks.add(job);
        long begin = System.nanoTime();
        Optional<CountDownLatch> end = task.awaited() ? Optional.of(new CountDownLatch(1)) : Optional.empty();
        end.ifPresent(awaited::add);
        Work<T> work = j -> {
            try {
                return task.work().run(j);
            } finally {
                end.ifPresent(this::ended);
            }
        };
        execute(
                job,
                work,
                result -> {
                    tasks.end(entry, new TaskState.Done(task.told().apply(result), since(begin)));
                    task.done().accept(result);
                },
                problem -> {
                    tasks.end(
                            entry,
                            job.cancelled()
                                    ? new TaskState.Cancelled(since(begin))
                                    : new TaskState.Failed(problem, since(begin)));
                    task.failed().accept(problem);
                });
        return job;
    }

    private void ended(CountDownLatch end) {
        awaited.remove(end);
        end.countDown();
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * Starts work that is over soon; exactly one of the consumers gets its end, unless this is closed first. If it has a title
     * and fails, that stands among the tasks.
     */
    public <T> Job run(String title, Work<T> work, Consumer<T> done, Consumer<Problem> failed) {
        Job job = new Job(title, ui);
        execute(job, work, done, problem -> {
            if (!title.equals(UNTITLED) && !job.cancelled()) {
                tasks.addFailure(job, problem);
            }
            failed.accept(problem);
        });
        return job;
    }

    private <T> void execute(Job job, Work<T> work, Consumer<T> done, Consumer<Problem> failed) {
        if (!job.title().equals(UNTITLED)) {
            running.add(job);
        }
        try {
            workers.execute(() -> {
                Runnable end = outcome(work, job, done, failed);
                ui.execute(() -> {
                    running.remove(job);
                    end.run();
                });
            });
        } catch (RejectedExecutionException e) {
            running.remove(job); // The window is closing: nobody waits for the result any more.
        }
    }

    private <T> Runnable outcome(Work<T> work, Job job, Consumer<T> done, Consumer<Problem> failed) {
        try {
            T result = work.run(job);
            return () -> done.accept(result);
        } catch (Throwable e) { // Errors too: a missing native library must be told, not swallowed by the pool.
            Problem problem = problems.of(e);
            return () -> failed.accept(problem);
        }
    }

    /**
     * Does work again and again, with a pause between an end and the next start.
     *
     * @return stops it when closed
     */
    public <T> Repeating every(Duration pause, Work<T> work, Consumer<T> done, Consumer<Problem> failed) {
        Job job = new Job(UNTITLED, ui);
        Future<?> future = repeaters.scheduleWithFixedDelay(
                () -> {
                    Runnable end = outcome(work, job, done, failed);
                    ui.execute(() -> {
                        if (!job.cancelled()) {
                            end.run();
                        }
                    });
                },
                0,
                pause.toNanos(),
                TimeUnit.NANOSECONDS);
        return () -> {
            job.cancel();
            future.cancel(false);
        };
    }

    /** A place for work of which only the latest counts. */
    public Latest latest() {
        return new Latest(this);
    }

    /** Cancels what runs, and waits for the end of what must not be left to itself. */
    @Override
    public void close() {
        running.forEach(Job::cancel);
        repeaters.shutdownNow();
        workers.shutdown();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (CountDownLatch end : awaited) {
                end.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            // What is being saved is saved; the rest was cancelled and ends as soon as it sees that.
            workers.awaitTermination(SHORT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Work that is done again and again until this is closed. */
    @FunctionalInterface
    public interface Repeating extends AutoCloseable {
        @Override
        void close();
    }
}
