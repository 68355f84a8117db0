package dev.suture.manager;

import dev.suture.manager.journal.JournalFolder;
import dev.suture.manager.journal.Machine;
import dev.suture.manager.journal.Unfinished;
import dev.suture.nativebridge.AdvisoryLock;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the store's folder holds.
 *
 * @param patches the patches
 * @param wanted what is wanted of them
 * @param saved the states that were saved
 * @param journals the changes that are being made, or were cut off
 * @param locks what keeps several Sutures apart
 * @param machine this machine
 */
record Storage(
        PatchStore patches,
        WantedStates wanted,
        SavedStateFile saved,
        JournalFolder journals,
        Locks locks,
        Machine machine) {
    static Storage at(Path root, Machine machine) {
        Locks locks = new Locks(root.toAbsolutePath());
        PatchStore patches = new PatchStore(root);
        return new Storage(
                patches,
                new WantedStates(patches, locks, machine),
                new SavedStateFile(root.toAbsolutePath()),
                new JournalFolder(root.toAbsolutePath().resolve("journal"), machine),
                locks,
                machine);
    }

    /** The journals' files, oldest first. */
    List<Path> journalFiles() {
        try {
            return journals.files();
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "journal-unreadable",
                    "The journals of unfinished changes cannot be read: %s.".formatted(PatchStore.oneLine(e)),
                    "Check the rights of the store's folder.",
                    e);
        }
    }

    /** The changes that are under way or were cut off. Journals that cannot be read are left out. */
    List<Unfinished> unfinished() {
        List<Unfinished> unfinished = new ArrayList<>();
        for (Path file : journalFiles()) {
            try {
                unfinished.add(JournalFolder.read(file));
            } catch (IOException e) {
                continue; // Complete by now, or told of among the problems.
            }
        }
        return unfinished;
    }

    private static boolean isAbandoned(Path file) throws IOException {
        Optional<AdvisoryLock> lock = AdvisoryLock.tryLock(file);
        lock.ifPresent(AdvisoryLock::close);
        return lock.isPresent();
    }

    /** Changes that were cut off, as something to be told. */
    List<StoreProblem> journalProblems() {
        List<StoreProblem> problems = new ArrayList<>();
        for (Path file : journalFiles()) {
            try {
                if (isAbandoned(file)) {
                    problems.add(cutOff(JournalFolder.read(file)));
                }
            } catch (NoSuchFileException e) {
                continue; // Complete by now.
            } catch (IOException e) {
                problems.add(unreadable(file, e));
            }
        }
        return problems;
    }

    private static StoreProblem cutOff(Unfinished unfinished) {
        return new StoreProblem(
                unfinished.file(),
                "A change that began %s was cut off: %s %s."
                        .formatted(
                                unfinished.header().started(),
                                unfinished.header().action(),
                                unfinished.header().changes().stream()
                                        .map(c -> "%s in process %d".formatted(c.label(), c.pid()))
                                        .distinct()
                                        .toList()
                                        .toString()
                                        .replaceAll("[\\[\\]]", "")),
                "`suture recover` finishes or undoes it.");
    }

    static StoreProblem unreadable(Path file, IOException e) {
        return new StoreProblem(
                file,
                "The journal %s of an unfinished change cannot be used: %s.".formatted(file, PatchStore.oneLine(e)),
                "Look at `suture status` for processes that are partly changed; delete the journal when all is as it"
                        + " should be.");
    }
}
