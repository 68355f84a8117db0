package dev.suture.nativebridge;

/**
 * One frame of a {@link Backtrace}, for people.
 *
 * @param pc where the thread runs or was interrupted in it, or the address to which it will be returned
 * @param exact whether the thread is at {@code pc} itself, rather than about to return to it from a call before it
 * @param function the function's name; empty if no symbol holds the place
 * @param offset how far behind the function's start {@code pc} is; 0 without a function
 * @param file the file's name, or what else the code is called; empty if nothing is known of it
 */
public record StackFrame(long pc, boolean exact, String function, long offset, String file) {
    /** For example {@code process_order+0x42 (ticketd)}. */
    @Override
    public String toString() {
        String place = function.isEmpty() ? "0x" + Long.toHexString(pc) : "%s+0x%x".formatted(function, offset);
        return file.isEmpty() ? place : place + " (" + file + ")";
    }
}
