package dev.suture.manager.journal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.manager.durable.DurableFile;
import dev.suture.manager.durable.DurableLog;
import dev.suture.nativebridge.AdvisoryLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journals of all changes that are not complete. Each is a file of JSON lines, locked by the process that makes the change
 * for as long as that lives, and deleted when the change is complete.
 */
public final class JournalFolder {
    static final int SCHEMA_VERSION = 1;
    static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Always as many digits, so that names sort by time. */
    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

    private static final String SUFFIX = ".journal";
    private static final String TEMPORARY = ".new";

    private final Path folder;
    private final Machine machine;

    public JournalFolder(Path folder, Machine machine) {
        this.folder = folder;
        this.machine = machine;
    }

    /** Writes down what is about to be done. Nothing of it may be done before this returns. */
    public OpenJournal begin(String action, boolean everywhere, List<PlannedChange> changes) throws IOException {
        DurableFile.createFolder(folder);
        String started = STARTED.format(Instant.now());
        long writer = ProcessHandle.current().pid();
        JournalHeader header =
                new JournalHeader(SCHEMA_VERSION, started, machine.bootId(), writer, action, everywhere, changes);
        Path fresh = Files.createTempFile(
                folder,
                "%s-%d-".formatted(started.replaceAll("[:.]", ""), writer),
                TEMPORARY,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // Locked before it gets its name: nobody can see it unlocked while its writer lives.
        AdvisoryLock lock = AdvisoryLock.tryLock(fresh).orElseThrow(() -> new IOException(fresh + " is locked"));
        try {
            DurableLog log = DurableLog.append(fresh);
            try {
                log.line(JSON.writeValueAsString(header));
                String name = fresh.getFileName().toString();
                Path file = folder.resolve(name.substring(0, name.length() - TEMPORARY.length()) + SUFFIX);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                DurableFile.sync(folder);
                return new OpenJournal(file, lock, log);
            } catch (IOException | RuntimeException e) {
                log.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    /** The journals that are there, oldest first. */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            stream.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(null);
        return List.copyOf(files);
    }

    /** Deletes what was left of journals whose writers died before these had their names: nothing was done by them. */
    public void deleteUnnamed() throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
            for (Path file : stream) {
                try (AdvisoryLock lock = AdvisoryLock.tryLock(file).orElse(null)) {
                    if (lock != null) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return; // No journal was ever written, or this one has got its name meanwhile.
        }
    }

    /**
     * Reads a journal.
     *
     * @throws NoSuchFileException if the change is complete by now
     * @throws IOException if it is damaged or of another version
     */
    public static Unfinished read(Path file) throws IOException {
        // A last line that was cut short may end within a character.
        return JournalReading.of(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /**
     * Takes over a journal whose writer has died.
     *
     * @return empty if its writer lives, or if the change is complete by now
     */
    public Optional<OpenJournal> takeOver(Path file) throws IOException {
        try {
            Optional<AdvisoryLock> lock = AdvisoryLock.tryLock(file);
            if (lock.isEmpty()) {
                return Optional.empty();
            }
            if (Files.notExists(file)) { // Its writer deleted it before it let it go.
                lock.get().close();
                return Optional.empty();
            }
            try {
                return Optional.of(new OpenJournal(file, lock.get(), DurableLog.continueAfterCrash(file)));
            } catch (IOException e) {
                lock.get().close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
