package dev.suture.manager.journal;

import dev.suture.manager.durable.DurableLog;
import dev.suture.nativebridge.AdvisoryLock;
import dev.suture.plugin.ChangeJournal;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A journal that is this process's to write, as long as it holds the lock. */
public final class OpenJournal implements AutoCloseable {
    private final Path file;
    private final AdvisoryLock lock;
    private final DurableLog log;

    OpenJournal(Path file, AdvisoryLock lock, DurableLog log) {
        this.file = file;
        this.lock = lock;
        this.log = log;
    }

    public Path file() {
        return file;
    }

    /** Where the driver writes of one change. */
    public ChangeJournal of(int change) {
        return mark -> write(JournalLine.of(change, mark));
    }

    /** From here on, what was done is taken back. */
    public void undoing() {
        write(JournalLine.ofUndoing());
    }

    private void write(JournalLine line) {
        try {
            log.line(JournalFolder.JSON.writeValueAsString(line));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Nothing is left to be finished or undone: the journal goes. Should the machine crash before the disk knows, it is there
     * again, and of another boot: closed without anything done.
     */
    public void complete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private PatchException failure(IOException e) {
        return new PatchException(
                Kind.TROUBLE,
                "journal-unwritable",
                "The journal %s cannot be written: %s.".formatted(file, e.getMessage()),
                "Check the folder's rights and free space.",
                e);
    }

    /** Lets it go, whether it is complete or not. */
    @Override
    public void close() {
        try (lock) {
            log.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
