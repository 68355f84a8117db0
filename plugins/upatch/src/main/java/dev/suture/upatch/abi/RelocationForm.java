package dev.suture.upatch.abi;

/**
 * What a relocation asks for.
 *
 * @param need of which value
 * @param width bytes of the place
 */
public record RelocationForm(Need need, int width) {
    /** The value a relocation is made from. */
    public enum Need {
        /** None: it does nothing. */
        NOTHING,
        /** The symbol's address. */
        ADDRESS,
        /** The symbol's address, or that of code which leads to it. */
        CALL,
        /** The address of a slot that holds the symbol's address. */
        SLOT,
        /** The address of a slot that holds a thread-local variable's offset from the thread pointer. */
        THREAD_SLOT,
        /** That offset itself. */
        THREAD_OFFSET
    }
}
