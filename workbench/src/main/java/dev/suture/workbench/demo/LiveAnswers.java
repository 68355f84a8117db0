package dev.suture.workbench.demo;

import dev.suture.workbench.task.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Asks a service the same thing once a second and remembers what it answered. */
public final class LiveAnswers implements AutoCloseable {
    /** How many answers are remembered. */
    public static final int MEMORY = 60;

    private final ReadOnlyObjectWrapper<Optional<Answer>> latest = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableList<Answer> history = FXCollections.observableArrayList();
    /** One wrapper for good: it hears of the list weakly, so listeners of a passing one would go deaf with it. */
    private final ObservableList<Answer> historyView = FXCollections.unmodifiableObservableList(history);

    private final List<String> distinct = new ArrayList<>();
    private final Background.Repeating polling;

    /**
     * One answer.
     *
     * @param text the line the service answered with, or why it did not
     * @param arrived whether the service answered at all
     * @param variant 0 for the answer that came first, 1 for the first that was different, and so on
     * @param times how often it came in a row up to now
     */
    public record Answer(String text, boolean arrived, int variant, int times) {}

    /** @param ask asks the service; runs on a background thread */
    public LiveAnswers(Background background, Duration pause, Callable<String> ask) {
        this.polling = background.every(
                pause, job -> ask.call(), text -> add(text, true), problem -> add(problem.why(), false));
    }

    private void add(String text, boolean arrived) {
        if (!distinct.contains(text)) {
            distinct.add(text);
        }
        int times = latest.get()
                .filter(a -> a.text().equals(text))
                .map(a -> a.times() + 1)
                .orElse(1);
        Answer answer = new Answer(text, arrived, distinct.indexOf(text), times);
        if (history.size() == MEMORY) {
            history.removeFirst();
        }
        history.add(answer);
        latest.set(Optional.of(answer));
    }

    public ReadOnlyObjectProperty<Optional<Answer>> latest() {
        return latest.getReadOnlyProperty();
    }

    /** The latest answers, the eldest first. */
    public ObservableList<Answer> history() {
        return historyView;
    }

    @Override
    public void close() {
        polling.close();
    }
}
