package dev.suture.manager;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long each part of a change lasts, learnt from those seen so far: deaths are to be spread over all of it. */
final class Lengths {
    private static final long UNKNOWN = 5_000_000;

    private final Map<String, Long> nanos = new HashMap<>();

    /** Of what begins with this line, in a JVM that has made so many changes before. */
    long of(Said line, boolean first) {
        return nanos.getOrDefault(key(line, first), UNKNOWN);
    }

    /** Of a whole change of this action. */
    long ofChange(Said begin, boolean first) {
        return nanos.getOrDefault("all of " + key(begin, first), 8 * UNKNOWN);
    }

    void learn(List<Said> lines) {
        boolean first = true;
        Said begin = null;
        for (int i = 0; i + 1 < lines.size(); i++) {
            Said line = lines.get(i);
            Said next = lines.get(i + 1);
            begin = line.is(RandomChanges.BEGIN) ? line : begin;
            learn(key(line, first), next.nanos() - line.nanos());
            if (next.is(RandomChanges.DONE) && begin != null) {
                learn("all of " + key(begin, first), next.nanos() - begin.nanos());
                first = false;
            }
        }
    }

    /** Slowly, as the machine has other work now and then. */
    private void learn(String key, long length) {
        nanos.merge(key, length, (known, seen) -> known + (seen - known) / 4);
    }

    private static String key(Said line, boolean first) {
        return line.what() + " " + line.text() + (first ? ", the first" : "");
    }
}
