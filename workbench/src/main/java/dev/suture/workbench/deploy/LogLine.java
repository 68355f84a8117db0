package dev.suture.workbench.deploy;

import dev.suture.workbench.text.Amounts;
import java.time.Duration;
import java.util.Optional;

/**
 * One line of what was done.
 *
 * @param kind what it tells
 * @param text for people
 * @param took wall time, where it took any
 */
public record LogLine(Kind kind, String text, Optional<Duration> took) {
    /** What a line tells. */
    public enum Kind {
        /** An action begins. */
        ACTION,
        STEP,
        /** How long all threads stood still. */
        FREEZE,
        DONE,
        FAILED
    }

    /** The time as people read it; empty where there is none. */
    public String time() {
        return took.map(Amounts::time).orElse("");
    }
}
