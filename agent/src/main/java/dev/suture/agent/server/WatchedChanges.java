package dev.suture.agent.server;

import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.PatchService;
import dev.suture.manager.Sweep;
import dev.suture.manager.SweepReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.Progress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes changes with an eye to processes that start meanwhile. A patch that is to go is first kept from new processes, then
 * taken out of the others; one that has come is given to new processes, then to those that started in between.
 */
final class WatchedChanges {
    private static final Logger LOG = System.getLogger(WatchedChanges.class.getName());

    private final PatchService service;
    private final Optional<Watches> watches;

    WatchedChanges(PatchService service, Optional<Watches> watches) {
        this.service = service;
        this.watches = watches;
    }

    /** Makes a change that was asked for. */
    <R> R change(ChangeRequest request, Supplier<R> work) {
        boolean goes = request.action() == Action.DEACTIVE || request.action() == Action.REMOVE;
        // With single processes, what is wanted of all others stays.
        if (goes
                && request.pids().isEmpty()
                && watches.filter(w -> !w.isEmpty()).isPresent()) {
            watches.get().without(service.find(request.identifier(), request.key()));
        }
        return followed(work);
    }

    /** Brings processes to other states. */
    <R> R sweep(Sweep sweep, Supplier<R> work) {
        if (sweep == Sweep.RESTORE) {
            watches.ifPresent(w -> w.without(service.list()));
        }
        return followed(work);
    }

    /** Does something that may change what is wanted. */
    <R> R followed(Supplier<R> work) {
        try {
            return work.get();
        } finally {
            follow();
        }
    }

    /** Whether somebody else has changed what is wanted. */
    boolean areBehind() {
        try {
            return watches.filter(Watches::areBehind).isPresent();
        } catch (RuntimeException e) {
            return false; // The store cannot be read now; whoever asks for something is told so.
        }
    }

    /** Watches for what is wanted, and sees to processes that started before that. */
    void follow() {
        try {
            if (watches.filter(Watches::follow).isPresent()) {
                SweepReport report =
                        service.sweep(Sweep.RESCAN, Set.of(), DriverOptions.DEFAULT.timeout(), Progress.NONE);
                report.failures()
                        .forEach(f -> LOG.log(
                                Level.WARNING,
                                "{0} is not in every process that started meanwhile: {1}",
                                f.patch(),
                                f.message()));
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "New processes may not get their patches: {0}", e.getMessage());
        }
    }
}
