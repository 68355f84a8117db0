package dev.suture.nativebridge;

import java.time.Duration;

/**
 * What came of a freeze.
 *
 * @param value what the action returned
 * @param nanos from before the first thread was asked to stop until after the last was let go, in nanoseconds
 * @param threads how many threads stood still
 * @param ptraceCalls how many ptrace requests it took, the action's included
 */
public record Frozen<T>(T value, long nanos, int threads, int ptraceCalls) {
    /** {@link #nanos} as a duration. */
    public Duration time() {
        return Duration.ofNanos(nanos);
    }
}
