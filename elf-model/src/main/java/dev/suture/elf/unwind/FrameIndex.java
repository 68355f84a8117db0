package dev.suture.elf.unwind;

/** Finds the description that may hold an address, in logarithmic time and without making objects. */
interface FrameIndex {
    long NONE = -1;

    /**
     * The offset in its section of the last description that begins at the address or before it; {@link #NONE} where
     * there is none. Whether it reaches as far as the address is not looked at.
     */
    long find(long address);
}
