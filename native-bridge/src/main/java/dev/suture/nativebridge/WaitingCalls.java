package dev.suture.nativebridge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the threads of a process were last seen waiting in while they were not stopped, as far as that matters once they
 * are. A thread that runs whenever it is looked at stays unknown.
 */
final class WaitingCalls {
    /** So often a thread is looked at that has never been seen waiting: it may be between two calls. */
    private static final int TRIES = 3;

    private final LinuxProcess process;
    private final Architecture architecture;
    private final Map<Integer, WaitingCall> calls = new HashMap<>();

    WaitingCalls(LinuxProcess process, Architecture architecture) {
        this.process = process;
        this.architecture = architecture;
    }

    /** Looks at threads; none may be stopped. */
    void lookAt(int... tids) {
        if (architecture.needsWaitingCalls()) {
            for (int tid : tids) {
                lookAtThread(tid);
            }
        }
    }

    private void lookAtThread(int tid) {
        for (int i = 0; i < TRIES; i++) {
            Optional<WaitingCall> seen = WaitingCall.of(process, tid);
            seen.ifPresent(call -> calls.put(tid, call));
            if (seen.isPresent() || calls.containsKey(tid)) {
                return;
            }
        }
    }

    Optional<WaitingCall> of(int tid) {
        return Optional.ofNullable(calls.get(tid));
    }
}
