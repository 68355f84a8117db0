package dev.suture.diff.flow;

/** How control leaves the function at the end of a block. */
public enum Exit {
    /** It does not: whatever is done next is a block of this function. */
    NONE,
    /** Back to the caller. */
    RETURNS,
    /** On to another function, perhaps only under a condition. */
    LEAVES,
    /** By a jump to an address that the processor alone knows. */
    UNKNOWN,
    /** Not at all: an instruction that is not meant to be survived. */
    STOPS
}
