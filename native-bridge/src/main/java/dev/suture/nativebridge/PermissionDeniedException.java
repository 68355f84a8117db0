package dev.suture.nativebridge;

/** The kernel refuses access to the process. The message names the rule that most likely refused and the way out. */
public sealed class PermissionDeniedException extends ProcessAccessException permits AlreadyTracedException {
    private static final long serialVersionUID = 1L;

    PermissionDeniedException(int pid, String message) {
        super(pid, message);
    }
}
