package dev.suture.nativebridge.watch;

/** This machine, or the rights Suture has on it, do not allow to hold starting processes. The message says what is missing. */
public final class WatchUnsupportedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WatchUnsupportedException(String message) {
        super(message);
    }

    /** For a call the kernel refused. */
    static WatchUnsupportedException refused(String what, int errno) {
        return refused(what, errno, "");
    }

    /** @param detail a further sentence, or nothing */
    static WatchUnsupportedException refused(String what, int errno, String detail) {
        String reason = switch (errno) {
            case KernelCalls.EPERM, KernelCalls.EACCES ->
                " Suture needs to run as root, in a kernel that is not locked down.";
            case KernelCalls.EINVAL -> " The kernel is too old for it (Linux 6.0 is needed).";
            default -> "";
        };
        return new WatchUnsupportedException(
                "The kernel refused to " + what + ": " + KernelCalls.strerror(errno) + "." + reason + detail);
    }
}
