package dev.suture.plugin;

import java.time.Duration;

/**
 * How a driver goes about a change.
 *
 * @param timeout how long to wait for patched functions to leave the stacks, counted from the first attempt
 * @param journal where it writes down what it is about to do
 * @param pointerScan how many bytes of a process's own memory are looked through for addresses of the patch's code before
 *     that code is unmapped; 0 for none
 */
public record DriverOptions(Duration timeout, ChangeJournal journal, long pointerScan) {
    private static final long POINTER_SCAN = 1L << 30;

    public static final DriverOptions DEFAULT = new DriverOptions(Duration.ofSeconds(3));

    /** With nothing written down. */
    public DriverOptions(Duration timeout) {
        this(timeout, ChangeJournal.NONE);
    }

    public DriverOptions(Duration timeout, ChangeJournal journal) {
        this(timeout, journal, POINTER_SCAN);
    }

    public DriverOptions withTimeout(Duration other) {
        return new DriverOptions(other, journal, pointerScan);
    }

    public DriverOptions withJournal(ChangeJournal other) {
        return new DriverOptions(timeout, other, pointerScan);
    }

    public DriverOptions withPointerScan(long bytes) {
        return new DriverOptions(timeout, journal, bytes);
    }
}
