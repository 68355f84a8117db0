package dev.suture.manager;

import dev.suture.manager.journal.OpenJournal;
import dev.suture.manager.journal.PlannedChange;
import dev.suture.manager.journal.Unfinished;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Runs plans as one transaction that is in the journal from before its first step until what it made is written down. */
final class JournalledRun {
    /** No process started then. */
    private static final long GONE = -1;

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
     * Call it with the processes locked: who still has a journal of one of them has not come to its end, or is about to
     * recover what another has left.
     *
     * @throws PatchException (REFUSED) if there is one
     */
    void requireNothingUnfinished(Collection<Integer> pids) {
        for (Unfinished unfinished : storage.unfinished()) {
            for (PlannedChange change : unfinished.header().changes()) {
                boolean same = pids.contains(change.pid())
                        && startTicks(change.pid()) == change.startTicks()
                        && unfinished.header().bootId().equals(storage.machine().bootId());
                if (same) {
                    throw new PatchException(
                            Kind.REFUSED,
                            "unfinished-change",
                            "A change of process %d (%s %s) was cut off and is neither done nor undone. Nothing was changed."
                                    .formatted(change.pid(), unfinished.header().action(), change.label()),
                            "`suture recover` finishes or undoes it; then run the command again.");
                }
            }
        }
    }

    private long startTicks(int pid) {
        return storage.machine().startTicks(pid).orElse(GONE);
    }
}
