package dev.suture.manager;

import dev.suture.manager.journal.OpenJournal;
import dev.suture.manager.journal.PlannedChange;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The journals of processes that are patched while they start: one for each patch, until the process is dealt with. */
final class StartJournals implements AutoCloseable {
    private final Storage storage;
    private final Duration timeout;
    private final Map<Integer, List<OpenJournal>> open = new HashMap<>();

    /** @param timeout how long a patch may take to go into a starting process */
    StartJournals(Storage storage, Duration timeout) {
        this.storage = storage;
        this.timeout = timeout;
    }

    /** How one patch goes into one process, with a journal of its own. */
    DriverOptions options(StoredPatch patch, int pid) {
        try {
            OpenJournal journal = storage.journals()
                    .begin(
                            Action.APPLY.word(),
                            false,
                            List.of(new PlannedChange(
                                    patch.id(),
                                    patch.label(),
                                    pid,
                                    storage.machine().startTicks(pid).orElse(-1L),
                                    PatchState.NOT_APPLIED,
                                    PatchState.ACTIVED)));
            synchronized (this) {
                open.computeIfAbsent(pid, p -> new ArrayList<>()).add(journal);
            }
            return new DriverOptions(timeout).withJournal(journal.of(0));
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "journal-unwritable",
                    "Process %d starts without the patch %s: what is to be done to it cannot be written down: %s."
                            .formatted(pid, patch.label(), e.getMessage()),
                    "Check the rights of the store's folder and its free space; then `suture rescan`.",
                    e);
        }
    }

    /**
     * The process is dealt with.
     *
     * @param clean whether nothing is half done in it; otherwise its journals stay for {@link PatchService#recover}
     */
    void ended(int pid, boolean clean) {
        List<OpenJournal> journals;
        synchronized (this) {
            journals = open.remove(pid);
        }
        if (journals == null) {
            return;
        }
        for (OpenJournal journal : journals) {
            try (journal) {
                if (clean) {
                    journal.complete();
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(journals -> journals.forEach(OpenJournal::close));
        open.clear();
    }
}
