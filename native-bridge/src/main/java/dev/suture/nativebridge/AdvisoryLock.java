package dev.suture.nativebridge;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A lock on a file or folder (flock(2)): held by one opener at a time, in this process or another, and gone when it is closed
 * or the process that holds it dies in whatever way. It keeps nobody from the file but those who ask for it too.
 *
 * <p>Other than the locks of {@link java.nio.channels.FileChannel}, it can be had on what may only be read, a folder
 * included, and closing another descriptor of the same file does not let it go.
 */
public final class AdvisoryLock implements AutoCloseable {
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

    private final int descriptor;
    private boolean open = true;

    private AdvisoryLock(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Takes the lock of a file or folder that exists.
     *
     * @return empty if somebody holds it
     * @throws NoSuchFileException if there is no such file
     * @throws AccessDeniedException if it may not be read
     */
    public static Optional<AdvisoryLock> tryLock(Path file) throws IOException {
        int descriptor = Libc.open(file.toString(), Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (descriptor < 0) {
            throw failure(file, Native.getLastError());
        }
        int errno = 0;
        do {
            errno = Libc.flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : Native.getLastError();
        } while (errno == Errno.EINTR);
        if (errno == 0) {
            return Optional.of(new AdvisoryLock(descriptor));
        }
        Libc.close(descriptor);
        if (errno == Errno.EAGAIN) {
            return Optional.empty();
        }
        throw failure(file, errno);
    }

    private static IOException failure(Path file, int errno) {
        return switch (errno) {
            case Errno.ENOENT, Errno.ESRCH -> new NoSuchFileException(file.toString());
            case Errno.EACCES, Errno.EPERM -> new AccessDeniedException(file.toString());
            default -> new FileSystemException(file.toString(), null, "cannot be locked: " + Libc.strerror(errno));
        };
    }

    /** Lets it go; once is enough. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            Libc.close(descriptor);
        }
    }
}
