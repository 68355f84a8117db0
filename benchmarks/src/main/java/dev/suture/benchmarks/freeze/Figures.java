package dev.suture.benchmarks.freeze;

import dev.suture.plugin.ChangeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes of one kind, e.g. a patch going in, as often as they were measured. */
final class Figures {
    private final List<Long> frozen = new ArrayList<>();
    private final List<Long> outside = new ArrayList<>();
    private int traceCalls;

    /**
     * Adds a change.
     *
     * @param nanos how long it took, from call to return
     */
    void add(ChangeReport report, long nanos) {
        frozen.add(report.frozen().toNanos());
        outside.add(nanos - report.frozen().toNanos());
        traceCalls = Math.max(traceCalls, report.traceCalls());
    }

    /** One line: median, fastest and slowest freeze, ptrace requests in it, median time outside it. */
    String line(String name) {
        return String.format(
                Locale.ROOT,
                "%-32s %8.3f ms  (%.3f - %.3f)  %5d ptrace calls  %8.2f ms outside",
                name,
                millis(median(frozen)),
                millis(frozen.stream().min(Long::compare).orElseThrow()),
                millis(frozen.stream().max(Long::compare).orElseThrow()),
                traceCalls,
                millis(median(outside)));
    }

    private static long median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
