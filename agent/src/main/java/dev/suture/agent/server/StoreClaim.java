package dev.suture.agent.server;

import dev.suture.agent.AgentOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes an agent the only one of its store: two would both patch the processes that start. */
final class StoreClaim implements AutoCloseable {
    private static final int LONGEST = 4096;

    private final FileChannel file;

    private StoreClaim(FileChannel file) {
        this.file = file;
    }

    /** @throws PatchException (TROUBLE) if another agent has the store, or the store cannot be written */
    static StoreClaim of(AgentOptions options) {
        Path store = options.store();
        try {
            if (!Files.isDirectory(store)) {
                Files.createDirectories(store, rights("rwx------"));
            }
            FileChannel file = FileChannel.open(
                    store.resolve("agent.lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    rights("rw-------"));
            if (!isLocked(file)) {
                String holder = read(file);
                file.close();
                throw taken(store, holder);
            }
            file.truncate(0);
            String me = "%s (process %d)"
                    .formatted(
                            options.location().socket(), ProcessHandle.current().pid());
            file.write(ByteBuffer.wrap(me.getBytes(StandardCharsets.UTF_8)), 0);
            return new StoreClaim(file);
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "store-unwritable",
                    "The store %s cannot be written: %s.".formatted(store, e.getMessage()),
                    "Check the folder's rights and free space, or name another store in SUTURE_HOME.",
                    e);
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // By an agent of this process.
        }
    }

    private static PatchException taken(Path store, String holder) {
        return new PatchException(
                Kind.TROUBLE,
                "store-served",
                "Another agent serves the store %s, at %s.".formatted(store, holder),
                "Speak to that one: SUTURE_SOCKET names it.");
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        file.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    private static FileAttribute<?> rights(String rights) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
    }

    /** Another agent may have the store. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // The end of this process lets go of it too.
        }
    }
}
