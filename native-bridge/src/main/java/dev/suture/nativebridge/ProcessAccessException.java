package dev.suture.nativebridge;

/** Something could not be done to a process. The message says what, to which process, why, and what helps. */
public abstract sealed class ProcessAccessException extends RuntimeException
        permits ProcessVanishedException,
                PermissionDeniedException,
                ProcessMemoryException,
                RemoteCallException,
                ThreadNotStoppingException,
                ProcessUnsupportedException {
    private static final long serialVersionUID = 1L;

    private final int pid;

    ProcessAccessException(int pid, String message) {
        super(message);
        this.pid = pid;
    }

    /** The process that was to be worked on. */
    public int pid() {
        return pid;
    }
}
