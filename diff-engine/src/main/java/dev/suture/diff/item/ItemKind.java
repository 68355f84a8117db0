package dev.suture.diff.item;

/** Functions are what runs, data is everything else that is loaded. */
public enum ItemKind {
    FUNCTION,
    DATA
}
