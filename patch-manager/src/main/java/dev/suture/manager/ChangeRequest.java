package dev.suture.manager;

import dev.suture.plugin.DriverOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change of processes that is asked for.
 *
 * @param action what is to become of the patches
 * @param identifier of a patch or a package, as for {@link PatchService#find}
 * @param key if given, only a package with a signature that fits it will do
 * @param pids the processes; empty means all in which the action makes sense, and those that start later
 * @param timeout how long to wait for patched functions to leave the stacks of one process, and for another Suture to leave
 *     a process
 */
public record ChangeRequest(
        Action action, String identifier, Optional<PackageKey> key, Set<Integer> pids, Duration timeout) {
    public ChangeRequest {
        pids = Set.copyOf(pids);
    }

    /** On all processes, with the usual timeout. */
    public static ChangeRequest of(Action action, String identifier) {
        return new ChangeRequest(action, identifier, Optional.empty(), Set.of(), DriverOptions.DEFAULT.timeout());
    }

    /** On these processes only. */
    public ChangeRequest on(Set<Integer> others) {
        return new ChangeRequest(action, identifier, key, others, timeout);
    }

    public ChangeRequest within(Duration other) {
        return new ChangeRequest(action, identifier, key, pids, other);
    }

    public ChangeRequest signedBy(Optional<PackageKey> other) {
        return new ChangeRequest(action, identifier, other, pids, timeout);
    }

    /** The pids in their order. */
    List<Integer> sortedPids() {
        return List.copyOf(new TreeSet<>(pids));
    }
}
