package dev.suture.nativebridge;

import java.util.Arrays;
import java.util.Optional;

/**
 * A process some thread of which did not stop in time, or was about to end: it is let go as soon as it stops, or collected
 * when it has ended, so that its parent learns of it. For the thread that traces it.
 */
final class Abandoned {
    private final LinuxProcess process;
    private final String tracer = Integer.toString(Libc.gettid());
    private final Ptrace ptrace;

    Abandoned(LinuxProcess process, Ptrace ptrace) {
        this.process = process;
        this.ptrace = ptrace;
    }

    /** @return whether nothing of it is held any more */
    boolean letGo() {
        try {
            int[] held = Arrays.stream(process.threadIds()).filter(this::holds).toArray();
            for (int tid : held) {
                letGo(tid);
            }
            return held.length == 0;
        } catch (ProcessAccessException e) {
            return true; // it has ended
        }
    }

    private void letGo(int tid) {
        try {
            if (ptrace.awaitInterrupted(tid, 0)) {
                ptrace.detach(tid);
            }
        } catch (ThreadNotStoppingException e) {
            // Not yet: it is asked for again.
        }
    }

    private boolean holds(int tid) {
        return new ProcFiles(tid).status("TracerPid").equals(Optional.of(tracer));
    }
}
