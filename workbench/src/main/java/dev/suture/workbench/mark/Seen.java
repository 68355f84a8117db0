package dev.suture.workbench.mark;

/** Whether somebody has reviewed a change. */
public enum Seen {
    /** Nobody has. */
    OPEN,
    /** As it is now. */
    REVIEWED,
    /** As it was in an earlier build; it differs since. */
    STALE
}
