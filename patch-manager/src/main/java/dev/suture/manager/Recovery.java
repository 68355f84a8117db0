package dev.suture.manager;

import dev.suture.manager.RecoveryReport.Entry;
import dev.suture.manager.RecoveryReport.Result;
import dev.suture.manager.journal.JournalFolder;
import dev.suture.manager.journal.OpenJournal;
import dev.suture.manager.journal.Unfinished;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finishes or undoes the changes that were cut off, one journal after the other. */
final class Recovery {
    private final Storage storage;
    private final Changes changes;

    Recovery(Storage storage, Changes changes) {
        this.storage = storage;
        this.changes = changes;
    }

    RecoveryReport run(boolean dryRun, Duration timeout, Progress progress) {
        List<Entry> entries = new ArrayList<>();
        List<StoreProblem> problems = new ArrayList<>();
        for (Path file : storage.journalFiles()) {
            try {
                entries.addAll(recover(file, dryRun, timeout, progress));
            } catch (NoSuchFileException e) {
                continue; // The change is complete by now.
            } catch (IOException e) {
                problems.add(Storage.unreadable(file, e));
            }
        }
        if (!dryRun) {
            deleteLeftovers(problems);
        }
        return new RecoveryReport(entries, problems);
    }

    private List<Entry> recover(Path file, boolean dryRun, Duration timeout, Progress progress) throws IOException {
        Optional<OpenJournal> taken = storage.journals().takeOver(file);
        if (taken.isEmpty()) {
            return stillRunning(JournalFolder.read(file));
        }
        try (OpenJournal journal = taken.get()) {
            UnfinishedChange change = new UnfinishedChange(storage, changes, JournalFolder.read(file), journal);
            return dryRun ? change.plan() : change.recover(timeout, progress);
        }
    }

    private static List<Entry> stillRunning(Unfinished unfinished) {
        Optional<Action> action = Action.of(unfinished.header().action());
        return unfinished.header().changes().stream()
                .map(c -> new Entry(
                        c.label(),
                        c.pid(),
                        action.orElse(Action.APPLY),
                        Result.RUNNING,
                        "Another Suture (process %d) is making this change: %s %s in process %d."
                                .formatted(
                                        unfinished.header().writerPid(),
                                        unfinished.header().action(),
                                        c.label(),
                                        c.pid()),
                        Optional.empty()))
                .toList();
    }

    /** What was being written when Suture died, and counts for nothing. */
    private void deleteLeftovers(List<StoreProblem> problems) {
        try {
            storage.journals().deleteUnnamed();
            if (storage.patches().exists()) {
                try (Locks.Held _ = storage.locks().store()) {
                    storage.patches().deleteLeftovers();
                }
            }
        } catch (IOException | PatchException e) {
            problems.add(new StoreProblem(
                    storage.patches().root(),
                    "What a Suture that died has left there cannot be deleted: %s".formatted(e.getMessage()),
                    "It does no harm; check the rights of the store's folder."));
        }
    }
}
