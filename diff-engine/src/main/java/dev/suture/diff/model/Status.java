package dev.suture.diff.model;

/** What became of an item, or of an object, between base and patched. */
public enum Status {
    UNCHANGED,
    CHANGED,
    ADDED,
    DELETED
}
