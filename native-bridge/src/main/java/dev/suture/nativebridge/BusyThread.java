package dev.suture.nativebridge;

/**
 * A thread that is, or may be, inside a function.
 *
 * @param tid the thread
 * @param name its name
 * @param function the function
 * @param evidence how that was told
 * @param address the program counter or the word on the stack
 * @param depth how far above the stack pointer the word lies, in bytes; 0 for {@link Evidence#RUNNING}
 */
public record BusyThread(int tid, String name, FunctionRange function, Evidence evidence, long address, long depth) {
    /** How a thread was found to be inside a function. */
    public enum Evidence {
        /** Its program counter is in the function: it is running there for certain. */
        RUNNING,
        /**
         * A word on its stack points into the function: most likely a return address, but it may be a leftover of an
         * earlier call or a number that happens to look like one.
         */
        ON_STACK
    }
}
