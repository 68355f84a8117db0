package dev.suture.nativebridge;

/** Memory of a process could not be read or written. */
public final class ProcessMemoryException extends ProcessAccessException {
    private static final long serialVersionUID = 1L;

    private final long address;

    ProcessMemoryException(int pid, long address, String message) {
        super(pid, message);
        this.address = address;
    }

    /** The first address that could not be read or written. */
    public long address() {
        return address;
    }
}
