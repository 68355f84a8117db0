package dev.suture.manager.journal;

import java.util.List;

/**
 * The first line of a journal: all that is to be done, written before any of it.
 *
 * @param schemaVersion {@link JournalFolder#SCHEMA_VERSION}
 * @param started when, ISO-8601 in UTC
 * @param bootId {@link Machine#bootId()} of the machine
 * @param writerPid the process that makes the change
 * @param action what is done, as people type it
 * @param everywhere whether it is meant for all processes of the target, and so changes what is wanted of the patch
 * @param changes what is to be done, in this order
 */
public record JournalHeader(
        int schemaVersion,
        String started,
        String bootId,
        long writerPid,
        String action,
        boolean everywhere,
        List<PlannedChange> changes) {
    public JournalHeader {
        changes = List.copyOf(changes);
    }
}
