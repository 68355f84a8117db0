package dev.suture.nativebridge;

/** The process is of a kind this bridge does not handle: another architecture, this very JVM, or a kernel thread. */
public final class ProcessUnsupportedException extends ProcessAccessException {
    private static final long serialVersionUID = 1L;

    ProcessUnsupportedException(int pid, String message) {
        super(pid, message);
    }
}
