package dev.suture.elf.unwind;

/** The memory of the thread that is unwound, in its byte order. */
public interface UnwindMemory {
    /**
     * Makes bytes ready to be read.
     *
     * @return false if they cannot be read
     */
    boolean load(long address, int size);

    /**
     * Reads a number of 1, 2, 4 or 8 bytes, not extended by its sign, after {@link #load} has said that it is there.
     */
    long read(long address, int size);
}
