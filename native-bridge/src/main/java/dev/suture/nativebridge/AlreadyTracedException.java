package dev.suture.nativebridge;

/** Another process traces this one; Linux allows one tracer for a thread (ptrace(2)). */
public final class AlreadyTracedException extends PermissionDeniedException {
    private static final long serialVersionUID = 1L;

    private final int tracerPid;

    AlreadyTracedException(int pid, int tracerPid, String tracerName) {
        super(
                pid,
                "Process " + pid + " is already traced by process " + tracerPid + " (" + tracerName
                        + "), and Linux allows only one tracer. Detach that debugger first.");
        this.tracerPid = tracerPid;
    }

    /** The process (more exactly, the thread) that traces it. */
    public int tracerPid() {
        return tracerPid;
    }
}
