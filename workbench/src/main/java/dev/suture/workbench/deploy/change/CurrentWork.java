package dev.suture.workbench.deploy.change;

import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.task.Work;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What is being done with a patch; one thing at a time. */
public final class CurrentWork {
    private final Background background;
    private final ReadOnlyObjectWrapper<Optional<Job>> running = new ReadOnlyObjectWrapper<>(Optional.empty());

    public CurrentWork(Background background) {
        this.background = background;
    }

    public ReadOnlyObjectProperty<Optional<Job>> running() {
        return running.getReadOnlyProperty();
    }

    /** Starts work. Nothing else may run. */
    public <T> Job run(String title, Work<T> work, Consumer<T> done, Consumer<Problem> failed) {
        Job job = background.run(
                title,
                work,
                result -> {
                    running.set(Optional.empty());
                    done.accept(result);
                },
                problem -> {
                    running.set(Optional.empty());
                    failed.accept(problem);
                });
        running.set(Optional.of(job));
        return job;
    }
}
