package dev.suture.agent.server;

import dev.suture.agent.wire.AgentState;
import dev.suture.manager.NewProcesses;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a watch for each ELF of which a patch is active. Safe for several threads; what changes them is called by the thread
 * that makes changes.
 */
final class Watches implements AutoCloseable {
    /** A watch that could not be opened is tried again after so long: an ELF may have come to its place meanwhile. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger(Watches.class.getName());

    private final NewProcesses starts;
    private final Map<String, TargetWatch> byBuild = new LinkedHashMap<>();

    Watches(NewProcesses starts) {
        this.starts = starts;
    }

    /** Whether what is watched for is not what is wanted: somebody else has changed that, or it is time to try again. */
    synchronized boolean areBehind() {
        List<NewProcesses.Target> wanted = starts.wanted();
        return wanted.size() != byBuild.size() || wanted.stream().anyMatch(this::isBehind);
    }

    private boolean isBehind(NewProcesses.Target target) {
        TargetWatch watch = byBuild.get(target.buildId());
        return watch == null || !watch.gives(target) || watch.failedFor().compareTo(AGAIN) > 0;
    }

    /** When it returns, no new process gets any of these patches any more. */
    synchronized void without(Collection<StoredPatch> patches) {
        for (TargetWatch watch : byBuild.values()) {
            watch.without(patches);
        }
    }

    /**
     * Watches for what is wanted.
     *
     * @return whether processes may have started meanwhile without a patch that they should have
     */
    synchronized boolean follow() {
        boolean grown = false;
        List<NewProcesses.Target> wanted = starts.wanted();
        List<String> builds = wanted.stream().map(NewProcesses.Target::buildId).toList();
        for (String build : List.copyOf(byBuild.keySet())) {
            if (!builds.contains(build)) {
                byBuild.remove(build).close();
            }
        }
        for (NewProcesses.Target target : wanted) {
            if (isBehind(target)) {
                grown |= follow(target);
            }
        }
        return grown;
    }

    private boolean follow(NewProcesses.Target target) {
        TargetWatch watch = byBuild.get(target.buildId());
        if (watch != null && watch.isOpen()) {
            return watch.give(target);
        }
        TargetWatch fresh = new TargetWatch(target);
        byBuild.put(target.buildId(), fresh);
        try {
            fresh.open(starts);
            LOG.log(
                    Level.INFO,
                    "Watching for new processes of {0}: {1}.",
                    target.name(),
                    fresh.state().mode());
        } catch (PatchException e) {
            LOG.log(Level.WARNING, "New processes of {0} cannot be watched for: {1}", target.name(), e.getMessage());
        }
        return true;
    }

    synchronized boolean isEmpty() {
        return byBuild.isEmpty();
    }

    synchronized List<AgentState.Watch> states() {
        List<AgentState.Watch> states = new ArrayList<>();
        byBuild.values().forEach(w -> states.add(w.state()));
        return states;
    }

    @Override
    public synchronized void close() {
        byBuild.values().forEach(TargetWatch::close);
        byBuild.clear();
    }
}
