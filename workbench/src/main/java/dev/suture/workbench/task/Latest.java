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
        long mine = generation;
        Job job = background.run(
                title,
                work,
                result -> {
                    if (mine == generation) {
                        done.accept(result);
                    }
                },
                problem -> {
                    if (mine == generation) {
                        failed.accept(problem);
                    }
                });
        current = Optional.of(job);
        return job;
    }

    /** Gives up what runs here. */
    public void clear() {
        generation++;
        current.ifPresent(Job::cancel);
        current = Optional.empty();
    }
}
