package dev.suture.upatch.abi;

/** What a place of a loaded file holds after the dynamic linker has relocated it. */
public enum DynamicSlot {
    /** A symbol's address. */
    ADDRESS,
    /** The address of a function, or of code that finds it when it is first called. */
    CALL,
    /** A thread-local variable's offset from the thread pointer. */
    THREAD_OFFSET,
    /** What an indirect function, whose resolver is the addend, was resolved to. */
    RESOLVED,
    /** Something else. */
    OTHER
}
