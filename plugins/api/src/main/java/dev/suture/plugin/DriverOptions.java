package dev.suture.plugin;

import java.time.Duration;

/**
 * How a driver goes about a change.
 *
 * @param timeout how long to wait for patched functions to leave the stacks, counted from the first attempt
 */
public record DriverOptions(Duration timeout) {
    public static final DriverOptions DEFAULT = new DriverOptions(Duration.ofSeconds(3));
}
