package dev.suture.workbench.task;

import java.util.Optional;
import java.util.function.Consumer;

/** A place for work of which only the latest counts: what it replaces is cancelled and its end goes nowhere. */
public final class Latest {
    private final Background background;
    private Optional<Job> current = Optional.empty();
    private long generation;

    Latest(Background background) {
        this.background = background;
    }

    /** Starts work in the place of what runs here. */
    public <T> Job run(String title, Work<T> work, Consumer<T> done, Consumer<Problem> failed) {
        clear();
        return keep(background.run(title, work, ifLatest(done), ifLatest(failed)));
    }

    /** Starts a task in the place of what runs here. */
    public <T> Job start(BackgroundTask<T> task) {
        clear();
        return keep(background.start(task.with(ifLatest(task.done()), ifLatest(task.failed()))));
    }

    private Job keep(Job job) {
        current = Optional.of(job);
        return job;
    }

    private <T> Consumer<T> ifLatest(Consumer<T> taker) {
        long mine = generation;
        return value -> {
            if (mine == generation) {
                taker.accept(value);
            }
        };
    }

    /** Gives up what runs here. */
    public void clear() {
        generation++;
        current.ifPresent(Job::cancel);
        current = Optional.empty();
    }
}
