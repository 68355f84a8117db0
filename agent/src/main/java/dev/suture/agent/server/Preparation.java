package dev.suture.agent.server;

import dev.suture.agent.wire.AgentState;
import dev.suture.agent.wire.WireRecovery;
import dev.suture.manager.PatchService;
import dev.suture.manager.RecoveryReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.Progress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * What an agent does before the first change: it brings to an end what another left unfinished, and rehearses a change, so that
 * no process stands still for longer because code had to be loaded and compiled.
 */
final class Preparation {
    private static final Logger LOG = System.getLogger(Preparation.class.getName());

    private final PatchService service;
    private final WatchedChanges changes;
    private final List<PatchPlugin> plugins;
    private volatile Optional<WireRecovery> recovery = Optional.empty();
    private volatile AgentState.Rehearsal rehearsal = new AgentState.Rehearsal("waiting", 0, "");

    Preparation(PatchService service, WatchedChanges changes, List<PatchPlugin> plugins) {
        this.service = service;
        this.changes = changes;
        this.plugins = plugins;
    }

    /** What was recovered; empty until it has been tried. */
    Optional<WireRecovery> recovery() {
        return recovery;
    }

    AgentState.Rehearsal rehearsal() {
        return rehearsal;
    }

    /**
     * Brings to an end what was cut off, then watches for new processes as before, and gives to those that started while there
     * was no agent what they lack. Failing is no reason not to serve: each change tells what keeps it from being made. */
    Void recover(Progress progress) {
        try {
            RecoveryReport report = service.recover(false, DriverOptions.DEFAULT.timeout(), progress);
            report.entries()
                    .forEach(e -> LOG.log(
                            e.result() == RecoveryReport.Result.FAILED ? Level.WARNING : Level.INFO,
                            "Unfinished change of process {0,number,#} ({1}): {2}",
                            e.pid(),
                            e.patch(),
                            e.message()));
            report.problems().forEach(p -> LOG.log(Level.WARNING, "{0}", p.message()));
            recovery = Optional.of(WireRecovery.of(report));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Unfinished changes could not be looked for: {0}", e.getMessage());
        }
        changes.follow();
        return null;
    }

    Void rehearse(Progress progress) {
        long began = System.nanoTime();
        rehearsal = new AgentState.Rehearsal("running", 0, "");
        try {
            plugins.forEach(p -> p.driver().rehearse());
            rehearsal = new AgentState.Rehearsal("done", millisSince(began), "");
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "The rehearsal failed: {0}", e.getMessage());
            rehearsal = new AgentState.Rehearsal("failed", millisSince(began), String.valueOf(e.getMessage()));
        }
        return null;
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
