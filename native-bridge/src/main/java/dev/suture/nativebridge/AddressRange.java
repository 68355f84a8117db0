package dev.suture.nativebridge;

/**
 * Addresses of a process.
 *
 * @param start the first
 * @param end the first behind it
 */
public record AddressRange(long start, long end) {
    /** Whether the address lies inside, compared as unsigned. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
