package dev.suture.cli.report;

import java.time.Duration;
import java.util.Locale;

/** Writes times the way people compare them. */
public final class Times {
    private Times() {}

    /** In milliseconds, with two decimals below ten and none from there on; 0 is just 0. */
    public static String milliseconds(Duration time) {
        double ms = time.toNanos() / 1e6;
        if (ms == 0) {
            return "0 ms";
        }
        return String.format(Locale.ROOT, ms < 10 ? "%.2f ms" : "%.0f ms", ms);
    }
}
