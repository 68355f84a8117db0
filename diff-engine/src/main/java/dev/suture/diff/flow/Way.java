package dev.suture.diff.flow;

/** How control gets from a block to one that follows it. */
public enum Way {
    /** On to the next instruction: the block ends only because something leads to what stands there. */
    NEXT,
    /** By a jump, or by a branch whose condition holds. */
    TAKEN,
    /** Past a branch whose condition does not hold. */
    NOT_TAKEN,
    /** By a jump whose destination is looked up in a table, as compilers make of a switch. */
    TABLE
}
