package dev.suture.manager.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.suture.plugin.JournalMark;

/**
 * A later line of a journal.
 *
 * @param change index of the {@link PlannedChange} the mark belongs to; null if it is of none
 * @param mark what the driver is about to do; null if the line says something else
 * @param undoing true from when a change has failed and what was done of it is taken back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JournalLine(Integer change, JournalMark mark, boolean undoing) {
    static JournalLine of(int change, JournalMark mark) {
        return new JournalLine(change, mark, false);
    }

    static JournalLine ofUndoing() {
        return new JournalLine(null, null, true);
    }
}
