package dev.suture.manager;

import dev.suture.manager.RecoveryReport.Entry;
import dev.suture.manager.RecoveryReport.Failure;
import dev.suture.manager.RecoveryReport.Result;
import dev.suture.manager.journal.OpenJournal;
import dev.suture.manager.journal.PlannedChange;
import dev.suture.manager.journal.Unfinished;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One change that was cut off. It ends as it was meant to, or as if it had never begun: taking a patch out is finished, putting
 * one in is undone unless all of it was done.
 */
final class UnfinishedChange {
    private final Storage storage;
    private final Changes changes;
    private final Unfinished unfinished;
    private final OpenJournal journal;
    private final Action action;
    private final List<StoredPatch> stored;

    /** @throws IOException if the journal is of a change that this Suture does not know */
    UnfinishedChange(Storage storage, Changes changes, Unfinished unfinished, OpenJournal journal) throws IOException {
        this.storage = storage;
        this.changes = changes;
        this.unfinished = unfinished;
        this.journal = journal;
        this.action = Action.of(unfinished.header().action())
                .orElseThrow(() -> new IOException("this Suture knows no change '%s'"
                        .formatted(unfinished.header().action())));
        this.stored = storage.patches().read().patches();
    }

    private List<PlannedChange> all() {
        return unfinished.header().changes();
    }

    /** What {@link #recover} would do. */
    List<Entry> plan() {
        boolean finish = isToBeFinished();
        return all().stream()
                .map(c -> isThere(c)
                        ? entry(
                                c,
                                Result.PLANNED,
                                "%s It would be brought to %s."
                                        .formatted(cutOff(c), goal(c, finish).label()))
                        : gone(c))
                .toList();
    }

    /** Recovers all processes; the journal goes if nothing is left to do. */
    List<Entry> recover(Duration timeout, Progress progress) {
        try (Locks.Held _ = storage.locks().patches(patches(), timeout);
                Locks.Held _ = storage.locks()
                        .processes(
                                all().stream()
                                        .filter(this::isThere)
                                        .map(PlannedChange::pid)
                                        .toList(),
                                timeout)) {
            boolean finish = isToBeFinished();
            if (!finish) {
                journal.undoing(); // Should this be cut off too, the next one goes the same way.
            }
            DriverOptions options = new DriverOptions(timeout);
            List<Entry> entries = new ArrayList<>();
            for (int i : inOrder(finish)) {
                entries.add(recover(i, finish, options.withJournal(journal.of(i)), progress));
            }
            if (entries.stream().noneMatch(e -> e.result() == Result.FAILED)) {
                if (finish) {
                    writeDown();
                }
                journal.complete();
            }
            return entries;
        } catch (PatchException e) {
            return all().stream().map(c -> failed(c, e)).toList();
        }
    }

    /** What was done last is undone first. */
    private List<Integer> inOrder(boolean finish) {
        List<Integer> indices = IntStream.range(0, all().size()).boxed().toList();
        return finish ? indices : indices.reversed();
    }

    private boolean isToBeFinished() {
        if (unfinished.undoing()) {
            return false;
        }
        if (action.isFinishedByRecovery()) {
            return true;
        }
        List<PlannedChange> there = all().stream().filter(this::isThere).toList();
        return !there.isEmpty() && there.stream().allMatch(this::isDone);
    }

    private boolean isDone(PlannedChange change) {
        return patch(change)
                .filter(p -> changes.deployment(p).stateIn(change.pid()) == change.after())
                .isPresent();
    }

    /** Whether it is still the same boot of the machine, and the same process. */
    private boolean isThere(PlannedChange change) {
        return unfinished.header().bootId().equals(storage.machine().bootId())
                && storage.machine().runs(change.pid(), change.startTicks());
    }

    private Entry recover(int index, boolean finish, DriverOptions options, Progress progress) {
        PlannedChange change = all().get(index);
        if (!isThere(change)) {
            return gone(change);
        }
        Optional<StoredPatch> patch = patch(change);
        if (patch.isEmpty()) {
            return failed(
                    change,
                    new PatchException(
                            Kind.TROUBLE,
                            "unknown-patch",
                            "the store does not have the patch %s any more.".formatted(change.patchId()),
                            "Add the same patch file again, then run `suture recover`."));
        }
        ChangeReport report;
        try {
            storage.patches().checkUntouched(patch.get());
            report = changes.deployment(patch.get())
                    .driver()
                    .recover(
                            patch.get().file(),
                            change.pid(),
                            unfinished.marks(index),
                            goal(change, finish),
                            options,
                            progress);
        } catch (RuntimeException e) {
            return isThere(change) ? failed(change, e) : gone(change);
        }
        return entry(
                change,
                finish ? Result.FINISHED : Result.UNDONE,
                "%s It is %s: the patch is %s there.%s"
                        .formatted(
                                cutOff(change),
                                finish ? "finished" : "undone",
                                report.state().label(),
                                report.notes().stream().map(n -> " " + n).collect(Collectors.joining())));
    }

    private static PatchState goal(PlannedChange change, boolean finish) {
        return finish ? change.after() : change.before();
    }

    private void writeDown() {
        for (StoredPatch patch : patches()) {
            storage.wanted()
                    .changed(
                            action,
                            patch,
                            unfinished.header().everywhere(),
                            all().stream()
                                    .filter(c -> c.patchId().equals(patch.id()) && isThere(c))
                                    .map(c -> new WantedStates.Process(c.pid(), c.startTicks()))
                                    .toList());
        }
    }

    private List<StoredPatch> patches() {
        return all().stream().flatMap(c -> patch(c).stream()).distinct().toList();
    }

    private Optional<StoredPatch> patch(PlannedChange change) {
        return stored.stream().filter(p -> p.id().equals(change.patchId())).findFirst();
    }

    private String cutOff(PlannedChange change) {
        return "%s %s in process %d was cut off.".formatted(action.word(), change.label(), change.pid());
    }

    private Entry gone(PlannedChange change) {
        boolean rebooted =
                !unfinished.header().bootId().equals(storage.machine().bootId());
        return entry(
                change,
                Result.GONE,
                "%s %s"
                        .formatted(
                                cutOff(change),
                                rebooted
                                        ? "The machine was restarted since; nothing is left of it."
                                        : "That process has ended; nothing is left of it."));
    }

    private Entry failed(PlannedChange change, RuntimeException e) {
        Failure why = e instanceof PatchException known
                ? new Failure(known.kind(), known.id(), known.remedy())
                : new Failure(
                        Kind.TROUBLE, "driver-failed", "Run the command again with --debug and report what it prints.");
        return new Entry(
                change.label(),
                change.pid(),
                action,
                Result.FAILED,
                "%s It could not be recovered: %s".formatted(cutOff(change), e.getMessage()),
                Optional.of(why));
    }

    private Entry entry(PlannedChange change, Result result, String message) {
        return new Entry(change.label(), change.pid(), action, result, message, Optional.empty());
    }
}
