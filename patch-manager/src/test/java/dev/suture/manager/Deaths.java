package dev.suture.manager;

import dev.suture.manager.RecoveryReport.Result;
import java.util.Map;
import java.util.TreeMap;

/** Counts deaths by where they came. */
final class Deaths {
    private final Map<String, Integer> byPhase = new TreeMap<>();
    private final Map<Result, Integer> results = new TreeMap<>();
    private int all;
    private int cutOff;
    private int traced;
    private int mended;

    void add(Death death) {
        all++;
        cutOff += death.journal() ? 1 : 0;
        traced += death.traced() ? 1 : 0;
        byPhase.merge(death.action() + ": " + death.phase(), 1, Integer::sum);
    }

    void recovered(Result result) {
        results.merge(result, 1, Integer::sum);
    }

    /** The recovery has found something in the process that was half done. */
    void mended() {
        mended++;
    }

    int all() {
        return all;
    }

    /** Those in the middle of a change. */
    int cutOff() {
        return cutOff;
    }

    /** Those that came while a thread of the process was traced. */
    int traced() {
        return traced;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                "%d kills: %d in the middle of a change, of which %d with threads of the service traced; recovered: %s; in %d of them the process itself had to be brought to another state%n"
                        .formatted(all, cutOff, traced, results, mended));
        byPhase.forEach((phase, count) -> text.append("  %4d  %s%n".formatted(count, phase)));
        return text.toString();
    }
}
