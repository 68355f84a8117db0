package dev.suture.workbench.diff;

import java.util.List;
import java.util.Optional;

/**
 * Where a text stands in the rows.
 *
 * @param text what was looked for, in lower case
 * @param matches all places, in order
 * @param at which of them the user is at; -1 if there are none
 */
public record Found(String text, List<Match> matches, int at) {
    static final Found NOTHING = new Found("", List.of(), -1);

    /**
     * A place.
     *
     * @param row index of the row
     * @param patched whether on the patched side; what both sides have counts once, there
     * @param column index of the first character
     */
    public record Match(int row, boolean patched, int column) {}

    public Found {
        matches = List.copyOf(matches);
    }

    /** Where the user is. */
    public Optional<Match> current() {
        return at < 0 ? Optional.empty() : Optional.of(matches.get(at));
    }

    Found step(int step) {
        return matches.isEmpty() ? this : new Found(text, matches, Math.floorMod(at + step, matches.size()));
    }
}
