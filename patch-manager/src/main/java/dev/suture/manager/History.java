package dev.suture.manager;

import dev.suture.manager.HistoryEntry.Failure;
import dev.suture.manager.HistoryEntry.InProcess;
import dev.suture.manager.HistoryEntry.Result;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes down what is done: each change that was asked for, whether it succeeded or not, and each process that a sweep or a
 * recovery changed. What has been done stays done if it cannot be written down; that goes to the log.
 */
final class History {
    private static final Logger LOG = System.getLogger(History.class.getName());

    /** Of a process that has ended, or that somebody else changes, nothing was recovered. */
    private static final Set<RecoveryReport.Result> TOLD =
            EnumSet.of(RecoveryReport.Result.FINISHED, RecoveryReport.Result.UNDONE, RecoveryReport.Result.FAILED);

    private final HistoryFile file;
    private final String me;

    /** @param me the user with whose rights everything is done */
    History(HistoryFile file, String me) {
        this.file = file;
        this.me = me;
    }

    /** What is the same in all entries of one request. */
    private final class Request {
        private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        private final long begin = System.nanoTime();
        private final String what;
        private final List<Integer> pids;

        private Request(String what, List<Integer> pids) {
            this.what = what;
            this.pids = pids;
        }

        private HistoryEntry done(Outcome outcome) {
            return entry(
                    outcome.patch().label(),
                    outcome.patch().id(),
                    pids,
                    Result.DONE,
                    Optional.of(outcome.state()),
                    outcome.processes().stream().map(History::process).toList(),
                    Optional.empty());
        }

        private HistoryEntry failed(String patch, String id, List<Integer> in, PatchException.Kind kind, Failure why) {
            return entry(patch, id, in, Result.of(kind), Optional.empty(), List.of(), Optional.of(why));
        }

        private HistoryEntry entry(
                String patch,
                String id,
                List<Integer> in,
                Result result,
                Optional<PatchState> state,
                List<InProcess> processes,
                Optional<Failure> failure) {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            return new HistoryEntry(started, me, what, patch, id, in, took, result, state, processes, failure);
        }
    }

    private static InProcess process(ChangeReport report) {
        return new InProcess(
                report.pid(), report.state(), report.threads(), report.frozen(), report.waited(), report.notes());
    }

    /**
     * @param named the patches that are meant, as far as they are known
     * @param change makes the change
     */
    List<Outcome> change(ChangeRequest asked, Supplier<List<StoredPatch>> named, Supplier<List<Outcome>> change) {
        Request request = new Request(asked.action().word(), asked.sortedPids());
        try {
            List<Outcome> outcomes = change.get();
            write(outcomes.stream()
                    .map(o -> asked.action() == Action.ACCEPT ? accepted(o) : o)
                    .map(request::done)
                    .toList());
            return outcomes;
        } catch (RuntimeException e) {
            PatchException told = Trouble.of(e);
            Failure why = new Failure(told.id(), told.getMessage(), told.remedy());
            List<StoredPatch> patches = quietly(named);
            write(
                    patches.isEmpty()
                            ? List.of(request.failed(asked.identifier(), "", request.pids, told.kind(), why))
                            : patches.stream()
                                    .map(p -> request.failed(p.label(), p.id(), request.pids, told.kind(), why))
                                    .toList());
            throw e;
        }
    }

    private static Outcome accepted(Outcome outcome) {
        return new Outcome(outcome.patch(), PatchState.ACCEPTED, outcome.processes());
    }

    private static List<StoredPatch> quietly(Supplier<List<StoredPatch>> named) {
        try {
            return named.get();
        } catch (RuntimeException e) {
            return List.of(); // Why nothing could be done is told already.
        }
    }

    SweepReport sweep(Sweep sweep, Supplier<SweepReport> work) {
        Request request = new Request(sweep.name().toLowerCase(Locale.ROOT).replace('_', '-'), List.of());
        SweepReport report = work.get();
        List<HistoryEntry> entries = new ArrayList<>();
        report.changed().forEach(o -> entries.add(request.done(o)));
        report.failures()
                .forEach(f -> entries.add(request.failed(
                        f.patch(),
                        "",
                        f.pid().map(List::of).orElse(List.of()),
                        f.kind(),
                        new Failure(f.id(), f.message(), f.remedy()))));
        write(entries);
        return report;
    }

    RecoveryReport recover(Supplier<RecoveryReport> work) {
        Request request = new Request("recover", List.of());
        RecoveryReport report = work.get();
        write(report.entries().stream()
                .filter(e -> TOLD.contains(e.result()))
                .map(e -> recovered(request, e))
                .toList());
        return report;
    }

    private static HistoryEntry recovered(Request request, RecoveryReport.Entry entry) {
        List<Integer> pid = List.of(entry.pid());
        return entry.failure()
                .map(f -> request.failed(
                        entry.patch(), "", pid, f.kind(), new Failure(f.id(), entry.message(), f.remedy())))
                .orElseGet(() -> request.entry(
                        entry.patch(), "", pid, Result.DONE, Optional.empty(), List.of(), Optional.empty()));
    }

    /** The latest entries, the latest first. */
    List<HistoryEntry> latest(int count) {
        return file.latest(count);
    }

    private void write(List<HistoryEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            file.add(entries);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "What was done is not in the history: {0}", e.getMessage());
        }
    }
}
