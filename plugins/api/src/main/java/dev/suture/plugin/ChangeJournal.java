package dev.suture.plugin;

/**
 * Where a driver writes down what it is about to do to a process. Should Suture die, the marks come back in their order
 * by {@link PatchDriver#recover}.
 *
 * <p>A driver marks before each change that the process itself would not tell of afterwards, such as memory that is mapped and
 * does not carry the patch's header yet. A mark takes as long as the disk does: none may be made while threads stand still.
 */
@FunctionalInterface
public interface ChangeJournal {
    /** Keeps nothing: for processes nobody else depends on. */
    ChangeJournal NONE = mark -> {};

    /**
     * Returns when the mark would survive a crash of the machine (fsync).
     *
     * @throws PatchException (TROUBLE) if it cannot be written down; the change must not be made then
     */
    void mark(JournalMark mark);
}
