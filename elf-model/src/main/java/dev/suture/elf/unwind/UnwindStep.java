package dev.suture.elf.unwind;

/** What came of going from a function to its caller. */
public enum UnwindStep {
    /** The frame is the caller's now. */
    CALLER,
    /** There is no caller: the return address is undefined, which marks the outermost frame (psABI, "Stack Unwinding"). */
    OUTERMOST,
    /** Something the rules need could not be read from memory. */
    UNREADABLE,
    /** The rules need a register whose value is not known, or what is no rule that can be applied. */
    UNKNOWN
}
