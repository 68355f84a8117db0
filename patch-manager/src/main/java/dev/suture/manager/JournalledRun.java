package dev.suture.manager;

import dev.suture.manager.durable.Lock;
import dev.suture.manager.journal.OpenJournal;
import dev.suture.manager.journal.PlannedChange;
import dev.suture.manager.journal.Unfinished;
import dev.suture.nativebridge.AdvisoryLock;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Runs plans as one transaction that is in the journal from before its first step until what it made is written down. */
final class JournalledRun {
    /** No process started then. */
    private static final long GONE = -1;

    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Storage storage;

    JournalledRun(Storage storage) {
        this.storage = storage;
    }

    /**
     * Runs plans. Their patches and processes are locked by the caller, and {@linkplain #requireNothingUnfinished nothing of
     * these is unfinished}.
     *
     * @param everywhere whether they change what is wanted of the patches in all processes
     */
    List<Transaction.Changed> run(
            Action action, List<Transaction.Plan> plans, boolean everywhere, Duration timeout, Progress progress) {
        List<StoredPatch> patches =
                plans.stream().map(Transaction.Plan::patch).distinct().toList();
        patches.forEach(storage.wanted()::requireWritable);
        try (OpenJournal journal = begin(action, plans, everywhere)) {
            Transaction transaction = new Transaction(new DriverOptions(timeout), journal, progress);
            List<Transaction.Changed> changed;
            try {
                changed = transaction.run(plans);
            } catch (PatchException e) {
                if (transaction.isClean()) {
                    journal.complete();
                }
                throw e;
            }
            for (StoredPatch patch : patches) {
                storage.wanted().changed(action, patch, everywhere, processes(patch, changed));
            }
            journal.complete();
            return changed;
        }
    }

    private OpenJournal begin(Action action, List<Transaction.Plan> plans, boolean everywhere) {
        try {
            return storage.journals()
                    .begin(
                            action.word(),
                            everywhere,
                            plans.stream().map(this::planned).toList());
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "journal-unwritable",
                    "What is about to be done cannot be written down: %s. Nothing was changed."
                            .formatted(PatchStore.oneLine(e)),
                    "Check the rights of the store's folder and its free space.",
                    e);
        }
    }

    private PlannedChange planned(Transaction.Plan plan) {
        return new PlannedChange(
                plan.patch().id(),
                plan.patch().label(),
                plan.pid(),
                startTicks(plan.pid()),
                plan.before(),
                plan.after());
    }

    private List<WantedStates.Process> processes(StoredPatch patch, List<Transaction.Changed> changed) {
        return changed.stream()
                .filter(c -> c.patch().equals(patch))
                .map(c -> c.report().pid())
                .map(pid -> new WantedStates.Process(pid, startTicks(pid)))
                .toList();
    }

    /**
     * Call it with the processes locked: who still has a journal of one of them has not come to its end, is about to recover
     * what another has left, or gives a process that is starting its patches.
     *
     * @throws PatchException (REFUSED) if a change was cut off; (BUSY) if one is under way and does not come to its end soon
     */
    void requireNothingUnfinished(Collection<Integer> pids) {
        for (Unfinished unfinished : storage.unfinished()) {
            for (PlannedChange change : unfinished.header().changes()) {
                boolean same = pids.contains(change.pid())
                        && startTicks(change.pid()) == change.startTicks()
                        && unfinished.header().bootId().equals(storage.machine().bootId());
                if (same) {
                    requireEnd(unfinished, change);
                }
            }
        }
    }

    private static void requireEnd(Unfinished unfinished, PlannedChange change) {
        String what = "%s %s".formatted(unfinished.header().action(), change.label());
        // Not for longer: who recovers holds the journal and may wait for the process, which is locked here.
        try (AdvisoryLock lock = Lock.of(unfinished.file(), MOMENT).orElse(null)) {
            if (Files.notExists(unfinished.file())) {
                return;
            }
            if (lock == null) {
                throw new PatchException(
                        Kind.BUSY,
                        "process-locked",
                        "Another Suture is changing process %d (%s). Nothing was changed."
                                .formatted(change.pid(), what),
                        "Try again when it is done.");
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "journal-unreadable",
                    "The journal %s cannot be read: %s. Nothing was changed."
                            .formatted(unfinished.file(), PatchStore.oneLine(e)),
                    "Check the rights of the store's folder.",
                    e);
        }
        throw new PatchException(
                Kind.REFUSED,
                "unfinished-change",
                "A change of process %d (%s) was cut off and is neither done nor undone. Nothing was changed."
                        .formatted(change.pid(), what),
                "`suture recover` finishes or undoes it; then run the command again.");
    }

    private long startTicks(int pid) {
        return storage.machine().startTicks(pid).orElse(GONE);
    }
}
