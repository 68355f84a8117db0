package dev.suture.manager;

import java.util.List;

/**
 * A worker's death.
 *
 * @param action what it was doing
 * @param phase where in that it was
 * @param traced whether a thread of the service was in its hands just before
 * @param journal whether a change was under way, by its journal
 */
record Death(String action, String phase, boolean traced, boolean journal) {
    /** @param lines all that the worker said */
    static Death of(List<Said> lines, boolean traced, boolean journal) {
        Said last = lines.getLast();
        Said begin = lines.stream()
                .filter(line -> line.is(RandomChanges.BEGIN))
                .reduce((before, after) -> after)
                .orElseThrow();
        String phase =
                switch (last.what()) {
                    case RandomChanges.BEGIN -> journal ? "(journal written, no step yet)" : "(looking and locking)";
                    case RandomChanges.STEP -> journal ? last.text() : "(after the last step)";
                    default -> "(between two changes)";
                };
        return new Death(begin.text(), phase, traced, journal);
    }
}
