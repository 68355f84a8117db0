package dev.suture.workbench.text;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times as people read them. */
public final class Amounts {
    private static final String MINUS = "\u2212";
    private static final long MILLIS_PER_SECOND = 1000;
    private static final double NANOS_PER_MILLI = 1e6;

    private Amounts() {}

    /** A size difference in bytes with its sign, {@code ±0} if there is none. */
    public static String delta(long bytes) {
        if (bytes == 0) {
            return "\u00b10";
        }
        return (bytes > 0 ? "+" : MINUS) + String.format(Locale.ENGLISH, "%,d", Math.abs(bytes));
    }

    /** A share of a whole in percent, rounded down: what differs is never 100 % alike. */
    public static String share(double share) {
        return (int) Math.floor(100 * share) + " %";
    }

    /** A duration with a unit that suits its length, e.g. {@code 0.31 ms}, {@code 42 ms}, {@code 1.2 s}. */
    public static String time(Duration duration) {
        double millis = duration.toNanos() / NANOS_PER_MILLI;
        if (millis >= MILLIS_PER_SECOND) {
            return String.format(Locale.ENGLISH, "%.1f s", millis / MILLIS_PER_SECOND);
        }
        return millis >= 10
                ? String.format(Locale.ENGLISH, "%.0f ms", millis)
                : String.format(Locale.ENGLISH, "%.2f ms", millis);
    }
}
