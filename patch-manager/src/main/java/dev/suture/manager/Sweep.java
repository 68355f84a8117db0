package dev.suture.manager;

/** What brings processes to the states that are wanted, patch by patch in the order in which they were made active. */
public enum Sweep {
    /** All patches become what the last {@link PatchService#save} wrote down. */
    RESTORE,
    /** Only patches that were accepted come back: for after a restart. */
    RESTORE_ACCEPTED,
    /** Processes that started meanwhile get what the others have. */
    RESCAN
}
