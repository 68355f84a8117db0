package dev.suture.diff.reach;

/**
 * That one member refers to another.
 *
 * @param by who does
 * @param how in which way; CALLS if in both
 * @param places at how many places
 */
public record Use(Member by, How how, int places) {
    /** What is done with a function's name. */
    public enum How {
        /** It is called or jumped to. */
        CALLS,
        /** Its address is taken: whoever gets the address may call it. */
        TAKES_ADDRESS
    }
}
