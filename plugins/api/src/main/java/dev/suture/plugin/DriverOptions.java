package dev.suture.plugin;

import java.time.Duration;

/**
 * How a driver goes about a change.
 *
 * @param timeout how long to wait for patched functions to leave the stacks, counted from the first attempt
 * @param journal where it writes down what it is about to do
 */
public record DriverOptions(Duration timeout, ChangeJournal journal) {
    public static final DriverOptions DEFAULT = new DriverOptions(Duration.ofSeconds(3));

    /** With nothing written down. */
    public DriverOptions(Duration timeout) {
        this(timeout, ChangeJournal.NONE);
    }

    public DriverOptions withJournal(ChangeJournal other) {
        return new DriverOptions(timeout, other);
    }
}
