package dev.suture.nativebridge;

/**
 * A function as it lies in a process.
 *
 * @param name for people
 * @param start address of its first byte
 * @param end first address behind it
 */
public record FunctionRange(String name, long start, long end) {
    public FunctionRange {
        if (Long.compareUnsigned(start, end) >= 0) {
            throw new IllegalArgumentException("Function " + name + " has no bytes: it ends at 0x"
                    + Long.toHexString(end) + " and starts at 0x" + Long.toHexString(start) + ".");
        }
    }
}
