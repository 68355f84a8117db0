package dev.suture.diff.model;

/** How much a finding weighs; in order, the severest first. */
public enum Severity {
    /** No hot patch can be made as things stand. */
    BLOCKER,
    /** A hot patch can be made; a person should look. */
    WARNING,
    /** Worth knowing. */
    NOTE
}
