package dev.suture.nativebridge;

/** A thread did not stop in time; all others have been let go again. */
public final class ThreadNotStoppingException extends ProcessAccessException {
    private static final long serialVersionUID = 1L;

    private final int tid;

    ThreadNotStoppingException(int pid, int tid, String name, char state, long millis) {
        super(
                pid,
                "Thread " + tid + " (" + name + ") of process " + pid + " did not stop within " + millis
                        + " ms; its state is " + state
                        + (state == 'D'
                                ? ", it waits inside the kernel (disk, NFS, vfork) and cannot be stopped."
                                        + " Try again when that wait is over."
                                : ". The machine may be overloaded; try again."));
        this.tid = tid;
    }

    ThreadNotStoppingException(int pid, int missing, long millis) {
        super(
                pid,
                "Process " + pid + " went on starting threads: " + missing + " could not be found and stopped within "
                        + millis + " ms. The machine may be overloaded; try again.");
        this.tid = pid;
    }

    /** The thread that did not stop, or the first one of the process if none could be named. */
    public int tid() {
        return tid;
    }
}
