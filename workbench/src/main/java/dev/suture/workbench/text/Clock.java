package dev.suture.workbench.text;

import java.time.Duration;
import java.util.Locale;

/** Times that go on while one looks at them. */
public final class Clock {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long MILLIS_PER_SECOND = 1000;

    private Clock() {}

    /** As a clock shows it: {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < HOUR
                ? String.format(Locale.ENGLISH, "%d:%02d", seconds / MINUTE, seconds % MINUTE)
                : String.format(
                        Locale.ENGLISH, "%d:%02d:%02d", seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    }

    /** The same rounded up to whole seconds, for what is ahead: never nothing as long as something is. */
    public static String ahead(Duration duration) {
        return of(Duration.ofSeconds((duration.toMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND));
    }
}
