package dev.suture.nativebridge;

/** A system call that was made inside a process failed there. The process goes on as before. */
public final class RemoteCallException extends ProcessAccessException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    RemoteCallException(int pid, String call, int errno, String hint) {
        super(
                pid,
                call + " inside process " + pid
                        + (errno == 0 ? " could not be made." : " failed with " + Errno.describe(errno) + ".")
                        + hint);
        this.errno = errno;
    }

    /** The error number (errno(3)); 0 when the call could not be made at all. */
    public int errno() {
        return errno;
    }
}
