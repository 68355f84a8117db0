package dev.suture.workbench.task;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Long work as people are told of it: it stands in the list of tasks with its progress, can be cancelled there, and what it
 * came to stays there. {@link Background#start} starts it.
 *
 * @param title what it is, for people
 * @param work does it; on a background thread
 * @param done takes the result; on the FX thread
 * @param failed takes what went wrong; on the FX thread
 * @param told what the result is, for people; may be empty
 * @param awaited whether the program, when it ends, cancels it and waits for its end: it would leave something behind
 */
public record BackgroundTask<T>(
        String title,
        Work<T> work,
        Consumer<T> done,
        Consumer<Problem> failed,
        Function<T, String> told,
        boolean awaited) {
    /** One that tells nothing but its end and leaves nothing behind. */
    public static <T> BackgroundTask<T> of(String title, Work<T> work, Consumer<T> done, Consumer<Problem> failed) {
        return new BackgroundTask<>(title, work, done, failed, result -> "", false);
    }

    /** The same, with words for what it came to. */
    public BackgroundTask<T> telling(Function<T, String> words) {
        return new BackgroundTask<>(title, work, done, failed, words, awaited);
    }

    /** The same, waited for when the program ends. */
    public BackgroundTask<T> awaitedAtEnd() {
        return new BackgroundTask<>(title, work, done, failed, told, true);
    }

    BackgroundTask<T> with(Consumer<T> otherDone, Consumer<Problem> otherFailed) {
        return new BackgroundTask<>(title, work, otherDone, otherFailed, told, awaited);
    }
}
