package dev.suture.workbench.flow;

/** How much of a function is drawn. */
public enum Scope {
    WHOLE,
    /** What differs and what it is next to; the rest is drawn as what it is, a rest. */
    AROUND_CHANGES
}
