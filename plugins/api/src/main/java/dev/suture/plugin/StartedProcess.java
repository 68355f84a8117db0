package dev.suture.plugin;

import java.time.Duration;
import java.util.List;

/**
 * A process that a {@link ProcessWatch} has patched.
 *
 * @param pid the process
 * @param mode whether it was patched before its first call
 * @param changes one for each step of each patch that went in, in order; none for a patch it had already
 * @param held how long its start was held up for it; zero if it was running by then
 */
public record StartedProcess(int pid, ProcessWatch.Mode mode, List<ChangeReport> changes, Duration held) {
    public StartedProcess {
        changes = List.copyOf(changes);
    }
}
