package dev.suture.manager.durable;

import dev.suture.nativebridge.AdvisoryLock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for the lock of a file or folder, as long as it is worth it. */
public final class Lock {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Lock() {}

    /**
     * The lock of something that exists.
     *
     * @return empty if somebody else still held it when the time was up, or the thread was interrupted
     */
    public static Optional<AdvisoryLock> of(Path file, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<AdvisoryLock> lock = AdvisoryLock.tryLock(file);
            if (lock.isPresent()
                    || System.nanoTime() - deadline >= 0
                    || Thread.currentThread().isInterrupted()) {
                return lock;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** As {@link #of}, with a file that is made for it and left there: who waits for it must find the same one. */
    public static Optional<AdvisoryLock> ofLockFile(Path file, Duration patience) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // Somebody made it before.
        }
        return of(file, patience);
    }
}
