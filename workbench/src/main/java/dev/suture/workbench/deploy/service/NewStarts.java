package dev.suture.workbench.deploy.service;

import dev.suture.agent.wire.AgentState;
import java.util.Arrays;

/**
 * What processes that start later can count on.
 *
 * @param note what is not promised, and why; may be empty
 */
public record NewStarts(Promise promise, String note) {
    /** Nobody watches. */
    public static final NewStarts UNWATCHED = new NewStarts(Promise.NOBODY, "");

    /** When a new process gets its patches. */
    public enum Promise {
        /** Before its first call of a patched function. */
        FIRST_CALL("first-call"),
        /** Some time after its start. */
        LATE("late"),
        /** Never: it cannot be watched for. */
        OFF("off"),
        /** Never: no agent runs that would watch. */
        NOBODY("");

        private final String word;

        Promise(String word) {
            this.word = word;
        }
    }

    static NewStarts of(AgentState.Watch watch) {
        return new NewStarts(
                Arrays.stream(Promise.values())
                        .filter(p -> p.word.equals(watch.mode()))
                        .findFirst()
                        .orElse(Promise.OFF),
                watch.note() == null ? "" : watch.note());
    }
}
