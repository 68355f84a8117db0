package dev.suture.cli.report;

/** How rows of both sides stand. */
public enum Layout {
    /** Base on the left, patched on the right. */
    SIDE_BY_SIDE,
    /** One below the other, each line with its sign. */
    UNIFIED
}
