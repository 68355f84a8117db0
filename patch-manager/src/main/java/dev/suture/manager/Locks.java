package dev.suture.manager;

import dev.suture.manager.durable.DurableFile;
import dev.suture.manager.durable.Lock;
import dev.suture.nativebridge.AdvisoryLock;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps several Sutures out of each other's way: those of one store by files in it, and those of different stores that change
 * one process by the process's own folder in {@code /proc}, which is the same for all of them. A Suture that dies leaves no
 * lock. Each kind is taken in a fixed order, patches before processes before the store, so that nobody waits in a circle.
 */
final class Locks {
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(10);

    private final Path root;

    /** @param root the store's folder */
    Locks(Path root) {
        this.root = root;
    }

    /**
     * The right to write the store's records; held for moments only.
     *
     * @throws PatchException (BUSY) if another Suture does not let it go
     */
    Held store() {
        try {
            DurableFile.createFolder(root);
            Held held = new Held();
            held.add(Lock.ofLockFile(root.resolve("lock"), STORE_PATIENCE)
                    .orElseThrow(() -> new PatchException(
                            Kind.BUSY,
                            "store-locked",
                            "Another Suture has been writing the store %s for more than %d s."
                                    .formatted(root, STORE_PATIENCE.toSeconds()),
                            "Look for a `suture` that hangs; its end lets the store go.")));
            return held;
        } catch (IOException e) {
            throw unlockable(e);
        }
    }

    /** The right to change these patches, wherever they are. */
    Held patches(Collection<StoredPatch> patches, Duration patience) {
        Held held = new Held();
        try {
            Path folder = root.resolve("locks");
            DurableFile.createFolder(root);
            DurableFile.createFolder(folder);
            for (String id : new TreeSet<>(patches.stream().map(StoredPatch::id).toList())) {
                Optional<AdvisoryLock> lock = Lock.ofLockFile(folder.resolve(id), patience);
                held.add(lock.orElseThrow(() -> busy(patches, id)));
            }
            return held;
        } catch (IOException e) {
            held.close();
            throw unlockable(e);
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private static PatchException busy(Collection<StoredPatch> patches, String id) {
        String label = patches.stream()
                .filter(p -> p.id().equals(id))
                .map(StoredPatch::label)
                .findFirst()
                .orElse(id);
        return new PatchException(
                Kind.BUSY,
                "patch-locked",
                "Another Suture is changing processes with the patch %s. Nothing was changed.".formatted(label),
                "Try again when it is done, or wait longer with --timeout.");
    }

    /** The right to change these processes. */
    Held processes(Collection<Integer> pids, Duration patience) {
        Held held = new Held();
        try {
            for (int pid : new TreeSet<>(pids)) {
                process(pid, patience, held);
            }
            return held;
        } catch (IOException e) {
            held.close();
            throw unlockable(e);
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private static void process(int pid, Duration patience, Held held) throws IOException {
        try {
            held.add(Lock.of(Path.of("/proc", Integer.toString(pid)), patience)
                    .orElseThrow(() -> new PatchException(
                            Kind.BUSY,
                            "process-locked",
                            "Another Suture is changing process %d. Nothing was changed.".formatted(pid),
                            "Try again when it is done, or wait longer with --timeout.")));
        } catch (NoSuchFileException | AccessDeniedException e) {
            // It has ended, or is not ours to see: whoever changes it is told so with more to say.
            return;
        }
    }

    private PatchException unlockable(IOException e) {
        return new PatchException(
                Kind.TROUBLE,
                "store-unwritable",
                "The store %s cannot be locked: %s.".formatted(root, e.getMessage()),
                "Check the folder's rights and free space, or name another store in SUTURE_HOME.",
                e);
    }

    /** Locks that are held until they are closed, in reverse order. */
    static final class Held implements AutoCloseable {
        private final Deque<AdvisoryLock> locks = new ArrayDeque<>();

        private void add(AdvisoryLock lock) {
            locks.push(lock);
        }

        @Override
        public void close() {
            while (!locks.isEmpty()) {
                locks.pop().close();
            }
        }
    }
}
