package dev.suture.manager;

import dev.suture.manager.journal.Machine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A machine that can be restarted, with processes that can give their pid to others. */
final class FakeMachine implements Machine {
    private final Map<Integer, Long> processes = new HashMap<>();
    private long ticks = 100;
    private int boots = 1;

    /** A process with that pid starts; another one that had it is gone. */
    void start(int pid) {
        processes.put(pid, ticks++);
    }

    void end(int pid) {
        processes.remove(pid);
    }

    /** All processes end. */
    void restart() {
        processes.clear();
        boots++;
    }

    @Override
    public String bootId() {
        return "boot-" + boots;
    }

    @Override
    public Optional<Long> startTicks(int pid) {
        return Optional.ofNullable(processes.get(pid));
    }
}
