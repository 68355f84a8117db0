package dev.suture.nativebridge;

/** The process has ended, or its pid belongs to another process by now. */
public final class ProcessVanishedException extends ProcessAccessException {
    private static final long serialVersionUID = 1L;

    ProcessVanishedException(int pid, String what) {
        super(pid, "Process " + pid + " is gone: " + what + " Look up the process again.");
    }
}
