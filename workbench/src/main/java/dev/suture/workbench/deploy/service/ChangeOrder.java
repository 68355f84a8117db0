package dev.suture.workbench.deploy.service;

import dev.suture.manager.ChangeRequest;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.DriverOptions;
import java.time.Duration;
import java.util.Set;

/**
 * A change that somebody wants.
 *
 * @param pids the processes; empty means all in which the action makes sense
 * @param timeout how long to wait for functions to leave the stacks
 */
public record ChangeOrder(DeployAction action, StoredPatch patch, Set<Integer> pids, Duration timeout) {
    public ChangeOrder {
        pids = Set.copyOf(pids);
    }

    /** With the usual timeout. */
    public static ChangeOrder of(DeployAction action, StoredPatch patch, Set<Integer> pids) {
        return new ChangeOrder(action, patch, pids, DriverOptions.DEFAULT.timeout());
    }

    public ChangeOrder within(Duration other) {
        return new ChangeOrder(action, patch, pids, other);
    }

    ChangeRequest request() {
        return ChangeRequest.of(action.asked(), patch.info().id()).on(pids).within(timeout);
    }
}
