package dev.suture.elf;

/**
 * One program header (ELF gABI, "Program Header").
 *
 * @param type {@code p_type}
 * @param flags {@code p_flags}: {@link #EXECUTE}, {@link #WRITE}, {@link #READ}
 * @param offset byte offset in the file
 * @param address virtual address
 * @param physicalAddress {@code p_paddr}; of no meaning to Linux programs, kept for writing
 * @param fileSize bytes in the file
 * @param memorySize bytes in memory
 * @param alignment alignment in bytes
 */
public record Segment(
        int type,
        int flags,
        long offset,
        long address,
        long physicalAddress,
        long fileSize,
        long memorySize,
        long alignment) {
    public static final int LOAD = 1;
    public static final int DYNAMIC = 2;
    public static final int NOTE = 4;
    public static final int TLS = 7;
    /** PT_GNU_EH_FRAME: where {@code .eh_frame_hdr} lies (LSB Core, "Program Header"). */
    public static final int GNU_EH_FRAME = 0x6474e550;

    public static final int EXECUTE = 1;
    public static final int WRITE = 2;
    public static final int READ = 4;

    /** Whether the file's bytes of this segment cover the whole address range; computed without overflow. */
    boolean holds(long wanted, long length) {
        long at = wanted - address;
        return wanted >= address && at >= 0 && length <= fileSize - at && length >= 0;
    }
}
