package dev.suture.manager.journal;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessAccessException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What tells this machine and its processes from what they were before, and are not any more. */
public interface Machine {
    /** Changes with each start of the machine (random(4)). */
    String bootId();

    /** When the process that has this pid now started, in clock ticks since boot (proc_pid_stat(5), field 22). */
    Optional<Long> startTicks(int pid);

    /** Whether the process that had that pid and start time still runs. */
    default boolean runs(int pid, long startTicks) {
        return startTicks(pid).filter(now -> now == startTicks).isPresent();
    }

    /** The machine this runs on. */
    static Machine local() {
        return new Machine() {
            @Override
            public String bootId() {
                try {
                    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            .strip();
                } catch (IOException e) {
                    throw new UncheckedIOException("The id of this boot cannot be read; is /proc mounted?", e);
                }
            }

            @Override
            public Optional<Long> startTicks(int pid) {
                try {
                    LinuxProcess process = LinuxProcess.of(pid);
                    return process.alive() ? Optional.of(process.startTicks()) : Optional.empty();
                } catch (ProcessAccessException e) {
                    return Optional.empty();
                }
            }
        };
    }
}
