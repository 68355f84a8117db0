package dev.suture.agent.server;

import dev.suture.agent.wire.AgentState;
import dev.suture.manager.NewProcesses;
import dev.suture.manager.StartWatch;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.ProcessWatch;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.StartedProcess;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The watch for new processes of one ELF, and what came of it. */
final class TargetWatch implements ProcessWatchListener, AutoCloseable {
    private static final Logger LOG = System.getLogger(TargetWatch.class.getName());

    private final AtomicLong patched = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final long tried = System.nanoTime();
    private NewProcesses.Target target;
    private Optional<StartWatch> watch = Optional.empty();
    private volatile String note = "";

    TargetWatch(NewProcesses.Target target) {
        this.target = target;
    }

    /** @throws PatchException if it cannot be watched for; {@link #state()} says so too */
    void open(NewProcesses starts) {
        try {
            watch = starts.watch(target, this);
            if (watch.isEmpty()) {
                note = "patches of this kind have no processes to be watched for";
            }
        } catch (PatchException e) {
            note = e.getMessage();
            throw e;
        }
    }

    boolean isOpen() {
        return watch.isPresent();
    }

    /** Whether new processes get just that. */
    boolean gives(NewProcesses.Target wanted) {
        return target.equals(wanted);
    }

    /** For how long it could not be opened; zero if it is. */
    Duration failedFor() {
        return watch.isPresent() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - tried);
    }

    /** Gives new processes that from now on. Returns whether it is more than before. */
    boolean give(NewProcesses.Target wanted) {
        boolean more = !target.patches().containsAll(wanted.patches());
        try {
            watch.orElseThrow().patches(wanted.patches());
            target = wanted;
        } catch (PatchException e) {
            note = e.getMessage();
            LOG.log(Level.WARNING, "New processes of {0} do not get what they should: {1}", wanted.name(), note);
        }
        return more;
    }

    /** No new process gets these any more. */
    void without(Collection<StoredPatch> patches) {
        List<StoredPatch> left =
                target.patches().stream().filter(p -> !patches.contains(p)).toList();
        if (watch.isPresent() && left.size() < target.patches().size()) {
            give(new NewProcesses.Target(target.name(), target.buildId(), left));
        }
    }

    AgentState.Watch state() {
        String mode = watch.map(w -> w.mode() == ProcessWatch.Mode.FIRST_CALL ? "first-call" : "late")
                .orElse("off");
        String text = note.isEmpty() ? watch.map(StartWatch::promise).orElse("") : note;
        return new AgentState.Watch(target.name(), target.buildId(), mode, text, patched.get(), late.get(), failed.get());
    }

    @Override
    public void patched(StartedProcess process) {
        patched.incrementAndGet();
        if (process.mode() == ProcessWatch.Mode.LATE) {
            late.incrementAndGet();
        }
        LOG.log(
                Level.INFO,
                "Process {0,number,#} got its patches while it started ({1}, held for {2} ms).",
                process.pid(),
                process.mode(),
                process.held().toMillis());
    }

    @Override
    public void failed(int pid, PatchException problem) {
        failed.incrementAndGet();
        LOG.log(
                Level.WARNING,
                "Process {0,number,#} started without all of its patches: {1}",
                pid,
                problem.getMessage());
    }

    @Override
    public void degraded(PatchException problem) {
        note = problem.getMessage();
        LOG.log(Level.WARNING, "New processes of {0}: {1}", target.name(), problem.getMessage());
    }

    @Override
    public void close() {
        watch.ifPresent(StartWatch::close);
    }
}
