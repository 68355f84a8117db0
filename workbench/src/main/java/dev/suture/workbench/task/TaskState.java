package dev.suture.workbench.task;

import java.time.Duration;

/** How far a task is. */
public sealed interface TaskState {
    /** It runs; its job says how far it is. */
    record Running() implements TaskState {}

    /**
     * It came to its end.
     *
     * @param result what it came to, for people; may be empty
     * @param took wall time
     */
    record Done(String result, Duration took) implements TaskState {}

    /** It came to nothing. */
    record Failed(Problem problem, Duration took) implements TaskState {}

    /** It ended because somebody wanted it to. */
    record Cancelled(Duration took) implements TaskState {}
}
